// SPDX-License-Identifier: Apache-2.0
import Domain
import OpenSSL

/// A file open for reading that hashes what it hands out.
package final class HashedInput {
    private let file: InputFile
    private let hash = SHA256()

    /// Hashes what is read of `file` from here on.
    package init(_ file: InputFile) {
        self.file = file
    }

    /// Reads what comes next; the count is 0 at the end of the file.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        let count = try file.read(into: buffer)
        hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return count
    }

    /// The digest of all that was read; to be asked for once.
    package func digest() -> Digest { Digest(sha256: hash.finish()) }
}
