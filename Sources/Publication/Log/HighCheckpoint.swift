// SPDX-License-Identifier: Apache-2.0
import Files

/// The newest state of the log that this machine has signed or seen, in the folder of the signing keys:
/// `checkpoint.high`, a checkpoint as it is served.
///
/// A database that was put back to an earlier day does not know what the world has seen since. This file
/// does, as long as it is not put back with it; so nothing smaller is signed, and no other root for a size.
package struct HighCheckpoint {
    /// Where the file is.
    package let path: String
    private let lockPath: String

    /// The file in a folder of signing keys.
    package init(in keysDirectory: String) {
        path = "\(keysDirectory)/checkpoint.high"
        lockPath = "\(keysDirectory)/.checkpoint.lock"
    }

    /// What it says; `nil` where nothing was signed yet.
    ///
    /// - Throws: `KeyRingError.damaged` for what is no checkpoint, and `FileError`.
    package func read() throws -> SignedCheckpoint? {
        guard let bytes = try WholeFile.readIfThere(path) else { return nil }
        guard let signed = SignedCheckpoint(String(decoding: bytes, as: UTF8.self)) else {
            throw KeyRingError.damaged(
                path: path,
                detail: "it is no checkpoint; put it back as it was, or as the last export has it"
            )
        }
        return signed
    }

    /// Keeps every other process from changing the file until the lock goes away.
    ///
    /// - Throws: `LockHeld` when one is about to.
    package func lock() throws -> FileLock { try FileLock(path: lockPath) }

    /// Puts a newer state in the file's place, which survives a power cut.
    ///
    /// Whoever calls this holds the lock, and has compared.
    package func replace(with signed: SignedCheckpoint) throws {
        try WholeFile.replace(path, with: Array(signed.note.description.utf8), mode: 0o644)
    }
}
