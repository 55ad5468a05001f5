// SPDX-License-Identifier: Apache-2.0
import Domain
import Glibc
import OpenSSL

/// A file open for reading.
///
/// A link in the last place of its path is refused.
final class InputFile {
    let path: String
    private let descriptor: Int32

    init(path: String) throws(FileError) {
        self.path = path
        descriptor = try perform("open", path) { open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
    }

    deinit { close(descriptor) }

    func status() throws(FileError) -> FileStatus {
        try FileStatus(descriptor: descriptor, path: path)
    }

    /// Reads what comes next; the count is 0 at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        try perform("read", path) { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
    }

    /// The digest of all bytes that follow.
    func digest() throws(FileError) -> Digest {
        let hash = SHA256()
        try forEachPiece { hash.update($0) }
        return Digest(sha256: hash.finish())
    }

    /// Calls `body` with all bytes that follow, piece by piece.
    func forEachPiece(_ body: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws(FileError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try read(into: buffer)
            guard count > 0 else { return }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// All bytes that follow, which may be no more than `limit`.
    func readAll(limit: Int) throws(FileError) -> [UInt8] {
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
