// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Glibc

/// What a sweep took out of the store: `retired/2026-12-01/abcd…`, by the day on which it was taken.
///
/// A database that is put back to an earlier day may name it, and so does one whose store was swept by a
/// stranger. So nothing is removed that a row names, and nothing before its time.
extension FileStore {
    private var retired: String { directory + "/retired" }

    /// The folder of what is taken on the day of `instant`, which is made.
    func retiredFolder(of instant: Instant) throws(FileError) -> Folder {
        let folder = Folder("\(retired)/\(instant.description.prefix(10))")
        try folder.make(mode: 0o700)
        return folder
    }

    /// Takes a file out of the store; false where another sweep was quicker.
    func retire(_ taken: String, as digest: Digest, in folder: Folder) throws(FileError) -> Bool {
        do throws(FileError) {
            try FileSystem.rename(taken, to: "\(folder.path)/\(digest.hex)")
            return true
        } catch {
            guard error.code == ENOENT else { throw error }
            return false
        }
    }

    /// Where the newest retired file with this digest is; `nil` when there is none.
    package func retiredPath(of digest: Digest) throws(FileError) -> String? {
        for day in try retiredDays().reversed() {
            let path = "\(retired)/\(day)/\(digest.hex)"
            if try FileStatus(of: path)?.isRegularFile == true { return path }
        }
        return nil
    }

    /// Puts a retired file back into the store, whole or not; false when there is none.
    package func reclaim(_ digest: Digest) throws(FileError) -> Bool {
        guard let path = try retiredPath(of: digest) else { return false }
        _ = try Folder(containing: self.path(of: digest)).makeAlone(mode: 0o700)
        try putBack(path, as: digest)
        try Folder(containing: path).synchronize()
        return true
    }

    /// Removes what was retired before the day of `instant`; what is among `needed` goes back into the store.
    ///
    /// - Returns: which files were removed, and how many bytes.
    package func expire(before instant: Instant, keeping needed: Set<Digest>) throws(FileError) -> (
        files: [Digest], bytes: Int64
    ) {
        var (files, bytes) = ([Digest](), Int64(0))
        let first = String(instant.description.prefix(10))
        for day in try retiredDays() where day < first {
            let folder = Folder("\(retired)/\(day)")
            for name in try folder.names() {
                let path = "\(folder.path)/\(name)"
                guard let digest = Digest("sha256:" + name), let status = try FileStatus(of: path) else {
                    continue
                }
                if needed.contains(digest) {
                    _ = try reclaim(digest)
                } else if try FileSystem.remove(path) {
                    files.append(digest)
                    bytes += Int64(status.size)
                }
            }
            // With what is not ours in it, it stays.
            rmdir(folder.path)
        }
        return (files, bytes)
    }

    /// The days on which something was retired, oldest first.
    private func retiredDays() throws(FileError) -> [String] {
        guard try FileStatus(of: retired) != nil else { return [] }
        return try Folder(retired).names()
    }
}
