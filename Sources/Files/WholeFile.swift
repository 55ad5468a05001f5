// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Small files that are read and replaced as a whole.
package enum WholeFile {
    /// The bytes of a file of our own; throws EFBIG when they are more than `limit`, and refuses a link.
    package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        try InputFile(path: path).readAll(limit: limit)
    }

    /// The bytes of a file, or `nil` when there is none; throws EFBIG when they are more than a MiB.
    ///
    /// Links are followed, since secrets are often mounted as one.
    package static func readIfThere(_ path: String) throws(FileError) -> [UInt8]? {
        do throws(FileError) {
            return try InputFile(following: path).readAll(limit: 1 << 20)
        } catch {
            guard error.code == ENOENT else { throw error }
            return nil
        }
    }

    /// Puts `bytes` in the file's place, so that readers find the old file or the new one and
    /// a power cut leaves either.
    ///
    /// One process at a time may do so: it holds the lock of the folder.
    package static func replace(_ path: String, with bytes: [UInt8], mode: mode_t) throws(FileError) {
        let file = try UnfinishedFile(path: "\(path).new", mode: mode)
        try file.write(bytes)
        _ = try file.end()
        try file.synchronize()
        try file.rename(to: path)
        try Folder(containing: path).synchronize()
    }
}
