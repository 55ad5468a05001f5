// SPDX-License-Identifier: Apache-2.0
import Domain
import Glibc
import OpenSSL

/// A file open for reading, from its start to its end.
package final class InputFile: Sendable {
    /// Where it was opened.
    package let path: String
    private let descriptor: Int32

    /// Opens a file of our own; a link in the last place of its path is refused.
    package convenience init(path: String) throws(FileError) {
        try self.init(path, O_NOFOLLOW)
    }

    /// Opens a file that a person named, or that may lie elsewhere: links are followed.
    package convenience init(following path: String) throws(FileError) {
        try self.init(path, 0)
    }

    private init(_ path: String, _ flags: Int32) throws(FileError) {
        self.path = path
        descriptor = try perform("open", path) { open(path, O_RDONLY | O_CLOEXEC | flags) }
    }

    deinit { close(descriptor) }

    /// What is open, whatever the name stands for by now.
    package func status() throws(FileError) -> FileStatus {
        try FileStatus(descriptor: descriptor, path: path)
    }

    /// Reads what comes next; the count is 0 at the end of the file.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        try perform("read", path) { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
    }

    /// The digest of all bytes that follow.
    package func digest() throws(FileError) -> Digest {
        let hash = SHA256()
        try forEachPiece { hash.update($0) }
        return Digest(sha256: hash.finish())
    }

    /// Calls `body` with all bytes that follow, piece by piece.
    package func forEachPiece(_ body: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws(FileError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try read(into: buffer)
            guard count > 0 else { return }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// All bytes that follow; throws EFBIG when they are more than `limit`.
    package func readAll(limit: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        try forEachPiece { (piece) throws(FileError) in
            bytes.append(contentsOf: piece)
            guard bytes.count <= limit else {
                throw FileError(operation: "read all of", path: path, code: EFBIG)
            }
        }
        return bytes
    }
}
