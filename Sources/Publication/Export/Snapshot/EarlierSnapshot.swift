// SPDX-License-Identifier: Apache-2.0
import Files
import Glibc

/// The snapshot before, whose files a new one shares where they are the same: an export costs what is new.
///
/// Snapshots share among themselves only. What the file store has is copied, since who may write into a
/// published folder would else write into the store.
struct EarlierSnapshot {
    private let path: String
    /// In seconds since 1970; its files are older.
    private let sealedAt: Int

    /// `nil` for a snapshot that is not there, or not whole.
    init?(_ path: String) throws(FileError) {
        guard let manifest = try FileStatus(of: "\(path)/\(ExportFolder.manifest)") else { return nil }
        self.path = path
        sealedAt = manifest.modified
    }

    /// Gives a file that holds exactly these bytes the name `target` as well; false where it does not.
    func share(_ name: String, holding bytes: [UInt8], as target: String) throws -> Bool {
        let own = "\(path)/\(name)"
        guard let status = try FileStatus(of: own), status.isRegularFile, status.size == bytes.count,
            try WholeFile.read(own, limit: bytes.count) == bytes
        else { return false }
        return try link(own, as: target)
    }

    /// Gives a copy of a file in the store the name `target` as well; false where there is none.
    ///
    /// It is told by its size, and by nobody having written to it since; reading all that was ever published
    /// again would take every night.
    func share(_ name: String, copyOf stored: FileStatus, as target: String) throws -> Bool {
        let own = "\(path)/\(name)"
        guard let status = try FileStatus(of: own), status.isRegularFile, status.size == stored.size,
            status.mode & 0o222 == 0, status.modified <= sealedAt, !status.isSame(as: stored)
        else { return false }
        return try link(own, as: target)
    }

    private func link(_ own: String, as target: String) throws -> Bool {
        do throws(FileError) {
            try FileSystem.link(own, as: target)
            return true
        } catch {
            // Another file system, another owner, or more names than the system counts.
            guard [EXDEV, EPERM, EMLINK].contains(error.code) else { throw error }
            return false
        }
    }
}
