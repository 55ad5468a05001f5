// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation

extension VersionPart {
    /// The file's digest; `nil` for a text.
    package var digest: Digest? {
        guard case .file(let digest) = self else { return nil }
        return digest
    }

    /// The text's JSON pointer; `nil` for a file.
    package var pointer: String? {
        guard case .member(let pointer) = self else { return nil }
        return pointer
    }
}

extension FileStore {
    /// Some bytes of a file, counted from 0; fewer where the file ends before.
    ///
    /// - Throws: when the file is not there, or cannot be read.
    package func bytes(_ range: ClosedRange<Int64>, of digest: Digest) throws -> Data {
        let file = try Data(contentsOf: URL(filePath: path(of: digest)), options: .mappedIfSafe)
        let end = min(Int(range.upperBound) + 1, file.count)
        return file.subdata(in: min(Int(range.lowerBound), end)..<end)
    }
}
