// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Domain
import OpenSSL

/// Hashes what it hands out.
final class HashingSource: ByteSource {
    private var source: any ByteSource
    private let hash = SHA256()

    init(_ source: any ByteSource) {
        self.source = source
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = try source.read(into: buffer)
        hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return count
    }

    /// The digest of all that was read; to be asked for once.
    func digest() -> String { Digest(bytes: hash.finish())?.description ?? "" }
}
