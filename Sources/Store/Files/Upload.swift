// SPDX-License-Identifier: Apache-2.0
import Domain
import Glibc
import OpenSSL

/// Bytes on their way into the store.
///
/// Used by one task at a time.
package final class Upload: @unchecked Sendable {
    // Unchecked: the descriptor and the hash are touched by the one request that owns the upload, never by two at once.
    private let path: String
    private let store: FileStore
    private var descriptor: Int32
    private let hash = SHA256()
    /// How many bytes were written so far.
    package private(set) var size: Int64 = 0

    init(path: String, store: FileStore) throws(FileStoreError) {
        self.path = path
        self.store = store
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileStoreError(operation: "open", path: path) }
        // From here on `deinit` closes and removes it.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw FileStoreError(operation: "lock", path: path)
        }
    }

    // An upload that was not finished leaves nothing behind.
    deinit { abandon() }

    /// Appends all bytes of the buffer to the file.
    ///
    /// - Throws: `FileStoreError` when the file system takes no more of them.
    package func write(_ buffer: UnsafeRawBufferPointer) throws(FileStoreError) {
        var rest = buffer
        while !rest.isEmpty {
            let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if written < 0 {
                if errno == EINTR { continue }
                throw FileStoreError(operation: "write", path: path)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
        hash.update(buffer)
        size += Int64(buffer.count)
    }

    /// Syncs the file, reads it again, compares, and makes it visible.
    ///
    /// - Throws: `DigestMismatch` when the bytes are not the ones that `expected` names; a failed sync is final for this
    ///   upload.
    package func finish(expecting expected: [UInt8]? = nil) throws -> (digest: Digest, size: Int64) {
        defer { abandon() }
        let sent = hash.finish()
        if let expected, expected != sent { throw DigestMismatch() }
        guard fsync(descriptor) == 0 else { throw FileStoreError(operation: "fsync", path: path) }
        guard try stored() == sent, let digest = Digest(bytes: sent) else {
            throw FileStoreError(operation: "verify", path: path, code: EIO)
        }
        try store.adopt(path, as: digest)
        return (digest, size)
    }

    /// The digest of what the file system gives back.
    private func stored() throws(FileStoreError) -> [UInt8] {
        let again = SHA256()
        var offset: Int64 = 0
        var failure: FileStoreError?
        withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
            while failure == nil {
                let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
                if count < 0, errno != EINTR { failure = FileStoreError(operation: "read", path: path) }
                if count == 0 { break }
                if count > 0 {
                    again.update(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
                    offset += Int64(count)
                }
            }
        }
        if let failure { throw failure }
        return again.finish()
    }

    private func abandon() {
        guard descriptor >= 0 else { return }
        // Gone already when it was adopted.
        unlink(path)
        close(descriptor)
        descriptor = -1
    }

    static func removeAbandoned(_ path: String) {
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
    }
}
