// SPDX-License-Identifier: Apache-2.0
import Domain
import Glibc
import OpenSSL

/// A new file, written front to back, that knows the size and digest of what it holds.
final class OutputFile {
    let path: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private let hash = SHA256()
    private(set) var size = 0

    private static let bufferSize = 65_536

    /// Makes the file; fails when its name is taken.
    init(path: String, mode: mode_t = 0o644) throws(FileError) {
        self.path = path
        descriptor = try perform("create", path) {
            open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        }
        buffer.reserveCapacity(2 * Self.bufferSize)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func write(_ bytes: some Collection<UInt8>) throws(FileError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Writes what is left, forces it to the disk and closes the file.
    ///
    /// Returns the digest of all of it.
    ///
    /// - Parameter synchronizing: false where the caller forces many files to the disk at once.
    func finish(synchronizing: Bool = true) throws(FileError) -> Digest {
        try flush()
        if synchronizing { try synchronize(descriptor, path) }
        let closing = descriptor
        descriptor = -1
        // What fsync has seen, or will, close cannot lose; Linux frees the descriptor even when it is interrupted.
        guard close(closing) == 0 || errno == EINTR else {
            throw FileError(operation: "close", path: path, code: errno)
        }
        return Digest(sha256: hash.finish())
    }

    private func flush() throws(FileError) {
        var start = 0
        while start < buffer.count {
            start += try perform("write", path) {
                buffer.withUnsafeBytes { bytes in
                    Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
                }
            }
        }
        hash.update(buffer)
        size += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }
}
