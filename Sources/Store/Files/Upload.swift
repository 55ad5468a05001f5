// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Glibc
import Synchronization

/// Bytes on their way into the store.
///
/// Whoever uses it does so from one place after another: a call that comes during
/// another one waits for its end.
package final class Upload: Sendable {
    private let store: FileStore
    /// `nil` once it has come to its end, good or bad.
    private let file: Mutex<UnfinishedFile?>

    init(in folder: String, store: FileStore) throws {
        self.store = store
        file = Mutex(try UnfinishedFile.make(in: folder))
    }

    /// How many bytes were written so far; 0 once it has come to its end.
    package var size: Int64 { file.withLock { Int64($0?.size ?? 0) } }

    /// Appends the bytes to the file.
    ///
    /// - Throws: `FileError` when the file system takes no more of them, which may be told by a later call.
    package func write(_ bytes: [UInt8]) throws(FileError) {
        try file.withLock { (file) throws(FileError) in
            guard let file else { throw hasEnded }
            try file.write(bytes)
        }
    }

    /// Syncs the file, reads it again, compares, and makes it visible.
    ///
    /// - Throws: `DigestMismatch` when the bytes are not the ones that `expected` names; a failed sync
    ///   is final for this upload.
    package func finish(expecting expected: Digest? = nil) throws -> (digest: Digest, size: Int64) {
        try file.withLock { held in
            guard let file = held else { throw hasEnded }
            // However it ends: what has not reached the store by then leaves nothing behind.
            defer { held = nil }
            let sent = try file.end()
            if let expected, expected != sent { throw DigestMismatch() }
            try file.synchronize()
            guard try file.storedDigest() == sent else {
                throw FileError(operation: "find again what was written to", path: file.path, code: EIO)
            }
            try store.adopt(file, as: sent)
            return (sent, Int64(file.size))
        }
    }

    private var hasEnded: FileError {
        FileError(operation: "go on with an upload to", path: store.directory, code: EBADF)
    }
}

/// The bytes that arrived are not those that were announced.
package struct DigestMismatch: Error, Sendable {}
