// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Glibc

extension FileStore {
    /// The outcome of a look at a stored file.
    package enum Condition: Hashable, Sendable {
        case whole, missing, changed
    }

    /// Reads a file again and compares it with its name.
    package func condition(of digest: Digest) throws(FileError) -> Condition {
        let file: InputFile
        do throws(FileError) {
            file = try InputFile(following: path(of: digest))
        } catch {
            guard error.code == ENOENT else { throw error }
            return .missing
        }
        return try file.digest() == digest ? .whole : .changed
    }

    /// Takes bytes that are not what their name says out of reach of every download; the right bytes,
    /// uploaded again or put back from a backup, take their place.
    package func quarantine(_ digest: Digest) throws(FileError) {
        let folder = directory + "/quarantine"
        _ = try Folder(folder).makeAlone(mode: 0o700)
        try FileSystem.rename(path(of: digest), to: "\(folder)/\(digest.hex)")
    }

    /// Removes files that are not among `needed` and that nobody has touched for `age` seconds, so that an
    /// upload whose row is still to be written keeps its bytes; how many files and bytes that were.
    package func sweep(keeping needed: Set<Digest>, age: Int) throws(FileError) -> (files: Int, bytes: Int64)
    {
        var (files, bytes) = (0, Int64(0))
        for folder in try Folder(digests).names() {
            for name in try Folder("\(digests)/\(folder)").names() {
                guard let digest = Digest("sha256:" + name), !needed.contains(digest) else { continue }
                let path = path(of: digest)
                guard let status = try FileStatus(of: path), time(nil) - status.modified > age else {
                    continue
                }
                guard try FileSystem.remove(path) else { continue }
                files += 1
                bytes += Int64(status.size)
            }
        }
        return (files, bytes)
    }
}
