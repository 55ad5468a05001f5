// SPDX-License-Identifier: Apache-2.0
import Domain
import Glibc
import OpenSSL

/// A new file, written front to back, that knows the size and digest of what it holds.
package final class OutputFile {
    /// Where it was made.
    package let path: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private let hash = SHA256()
    /// How many bytes were given to it so far.
    package private(set) var size = 0

    private static let bufferSize = 65_536

    /// Makes the file; fails when its name is taken.
    package init(path: String, mode: mode_t = 0o644) throws(FileError) {
        self.path = path
        descriptor = try perform("create", path) {
            open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        }
        buffer.reserveCapacity(2 * Self.bufferSize)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Adds bytes; what the disk refuses may be told by a later call.
    package func write(_ bytes: [UInt8]) throws(FileError) {
        buffer.append(contentsOf: bytes)
        try count(bytes.count)
    }

    /// Adds bytes; what the disk refuses may be told by a later call.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        buffer.append(contentsOf: bytes)
        try count(bytes.count)
    }

    private func count(_ added: Int) throws(FileError) {
        size += added
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Writes what is left, forces it to the disk and closes the file.
    ///
    /// Returns the digest of all of it.
    ///
    /// - Parameter synchronizing: false where the caller forces many files to the disk at once.
    package func finish(synchronizing: Bool = true) throws(FileError) -> Digest {
        let digest = try end()
        if synchronizing { try synchronize() }
        let closing = descriptor
        descriptor = -1
        // What fsync has seen, or will, close cannot lose; Linux frees the descriptor
        // even when it is interrupted.
        guard close(closing) == 0 || errno == EINTR else {
            throw FileError(operation: "close", path: path, code: errno)
        }
        return digest
    }

    /// Writes what is left; the digest of all of it, to be asked for once.
    func end() throws(FileError) -> Digest {
        try flush()
        return Digest(sha256: hash.finish())
    }

    /// Forces what was written to the disk.
    func synchronize() throws(FileError) {
        try Files.synchronize(descriptor, path)
    }

    /// Takes the file's exclusive lock, which it has until it is closed; waits for whoever
    /// looks whether it is abandoned.
    func lock() throws(FileError) {
        _ = try perform("lock", path) { flock(descriptor, LOCK_EX) }
    }

    /// What is open, whatever the name stands for by now.
    func status() throws(FileError) -> FileStatus {
        try FileStatus(descriptor: descriptor, path: path)
    }

    private func flush() throws(FileError) {
        try buffer.withUnsafeBytes { bytes in
            Result { () throws(FileError) in try writeAll(bytes, to: descriptor, path) }
        }
        .get()
        hash.update(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
