// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Store

/// What a provider objected to, as it stood in the version that was flagged.
struct FlaggedPassage {
    private let bytes: Data

    init(_ flag: FlagRecord, in store: FileStore) throws {
        bytes = try flag.passage(from: store)
    }

    /// Whether a file still has the passage, to the byte.
    func stands(in path: String) throws -> Bool {
        stands(in: try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe))
    }

    /// Whether a text still has the passage, to the byte.
    func stands(in text: Data) -> Bool {
        !bytes.isEmpty && text.range(of: bytes) != nil
    }
}
