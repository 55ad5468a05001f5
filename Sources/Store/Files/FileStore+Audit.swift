// SPDX-License-Identifier: Apache-2.0
import Domain
import Files
import Glibc

extension FileStore {
    /// The outcome of a look at a stored file.
    package enum Condition: Hashable, Sendable {
        case whole, missing, changed
        /// The system does not give its bytes, so nobody knows.
        case unreadable
    }

    /// Reads a file again and compares it with its name.
    package func condition(of digest: Digest) throws(FileError) -> Condition {
        try condition(of: path(of: digest), as: digest)
    }

    private func condition(of path: String, as digest: Digest) throws(FileError) -> Condition {
        do throws(FileError) {
            return try InputFile(following: path).digest() == digest ? .whole : .changed
        } catch {
            switch error.code {
            case ENOENT: return .missing
            // What this process lacks says nothing of the file.
            case EMFILE, ENFILE, ENOMEM: throw error
            default: return .unreadable
            }
        }
    }

    /// Takes bytes that are not what their name says out of reach of every download; the right bytes,
    /// uploaded again or put back from a backup, take their place.
    ///
    /// Between the look that found them and this call the right bytes may have come. So what was taken is
    /// looked at again, and goes back unless it is `.changed`, which is the answer then.
    package func quarantine(_ digest: Digest) throws(FileError) -> Condition {
        let quarantine = Folder(directory + "/quarantine")
        try quarantine.make(mode: 0o700)
        guard let taken = try take(digest) else { return .missing }
        let condition = try condition(of: taken, as: digest)
        if condition == .changed {
            try FileSystem.rename(taken, to: "\(quarantine.path)/\(digest.hex)")
            try quarantine.synchronize()
            try Folder(containing: taken).synchronize()
        } else {
            try putBack(taken, as: digest)
        }
        return condition
    }

    /// Moves files that are not among `needed` and that nobody has touched for `age` seconds to `retired/`,
    /// so that an upload whose row is still to be written keeps its bytes; how many files and bytes that
    /// were.
    package func sweep(keeping needed: Set<Digest>, age: Int) throws(FileError) -> (files: Int, bytes: Int64)
    {
        var (files, bytes) = (0, Int64(0))
        let retired = try retiredFolder(of: Instant(rawValue: Int64(time(nil)) * 1_000_000))
        for part in try Folder(digests).names() {
            let folder = Folder("\(digests)/\(part)")
            guard try FileStatus(of: folder.path)?.isFolder == true else { continue }
            for name in try folder.names() {
                let path = "\(folder.path)/\(name)"
                // What a killed audit took and had no time to look at.
                let isTaken = name.hasPrefix(".")
                let hex = isTaken ? String(name.dropFirst().prefix(64)) : name
                guard let digest = Digest("sha256:" + hex) else { continue }
                var taken = path
                if !isTaken {
                    guard !needed.contains(digest), try abandoned(path, age) != nil,
                        // The same bytes may be uploaded anew in this moment: what
                        // goes is looked at once more.
                        let hidden = try take(digest)
                    else { continue }
                    taken = hidden
                }
                guard !needed.contains(digest), let status = try abandoned(taken, age) else {
                    try putBack(taken, as: digest)
                    continue
                }
                guard try retire(taken, as: digest, in: retired) else { continue }
                files += 1
                bytes += Int64(status.size)
            }
        }
        try retired.synchronize()
        return (files, bytes)
    }

    /// The status of a file that nobody has touched for `age` seconds; `nil` for
    /// every other, and for a folder.
    private func abandoned(_ path: String, _ age: Int) throws(FileError) -> FileStatus? {
        guard let status = try FileStatus(of: path), !status.isFolder, time(nil) - status.modified > age
        else { return nil }
        return status
    }

    /// Gives a file a name beside its own that nobody else knows; `nil` when it is gone.
    private func take(_ digest: Digest) throws(FileError) -> String? {
        let path = path(of: digest)
        let suffix = String(UInt64.random(in: .min ... .max), radix: 16)
        let taken = "\(Folder(containing: path).path)/.\(digest.hex).\(suffix)"
        do throws(FileError) {
            try FileSystem.rename(path, toFree: taken)
            return taken
        } catch {
            guard error.code == ENOENT else { throw error }
            return nil
        }
    }

    /// Gives a file that was taken its name again, unless the same bytes have come anew meanwhile.
    func putBack(_ taken: String, as digest: Digest) throws(FileError) {
        do throws(FileError) {
            try FileSystem.rename(taken, toFree: path(of: digest))
        } catch {
            switch error.code {
            case EEXIST: _ = try FileSystem.remove(taken)
            // Another sweep that runs at the same time was quicker.
            case ENOENT: return
            default: throw error
            }
        }
        try Folder(containing: path(of: digest)).synchronize()
    }
}
