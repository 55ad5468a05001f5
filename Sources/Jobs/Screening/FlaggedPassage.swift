// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Store

/// The bytes to which a provider objected, as they stood in the version that was flagged.
struct FlaggedPassage {
    private let bytes: Data

    init(_ flag: FlagRecord, in store: FileStore) throws {
        let file = try Data(
            contentsOf: URL(filePath: store.path(of: flag.fileDigest)),
            options: .mappedIfSafe
        )
        let end = min(Int(flag.lastByte) + 1, file.count)
        bytes = file.subdata(in: min(Int(flag.firstByte), end)..<end)
    }

    /// Whether a file still has the passage, to the byte.
    func stands(in path: String) throws -> Bool {
        guard !bytes.isEmpty else { return false }
        let file = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        return file.range(of: bytes) != nil
    }
}
