// SPDX-License-Identifier: Apache-2.0
import CLinux
import Glibc

/// What is done to the names of files.
///
/// A name is on the disk for certain only when its folder was synchronized.
package enum FileSystem {
    /// Gives a file or folder another name, in the place of a file that has it.
    package static func rename(_ path: String, to target: String) throws(FileError) {
        _ = try perform("rename to", target) { Glibc.rename(path, target) }
    }

    /// Gives a file another name that nothing may have; throws EEXIST where something does.
    package static func rename(_ path: String, toFree target: String) throws(FileError) {
        let code = clinux_renameat2(AT_FDCWD, path, AT_FDCWD, target, CLINUX_RENAME_NOREPLACE)
        if code == 0 { return }
        guard code == -EINVAL else { throw FileError(operation: "rename to", path: target, code: -code) }
        // A file system that does not know such a promise; looking first is the next best.
        guard try FileStatus(of: target) == nil else {
            throw FileError(operation: "rename to", path: target, code: EEXIST)
        }
        try rename(path, to: target)
    }

    /// Gives a file a second name, which nothing may have, on the same file system.
    package static func link(_ path: String, as target: String) throws(FileError) {
        _ = try perform("link", target) { Glibc.link(path, target) }
    }

    /// Makes a symbolic link at `path`, where nothing may be.
    package static func makeLink(_ path: String, to target: String) throws(FileError) {
        _ = try perform("link", path) { symlink(target, path) }
    }

    /// Where a symbolic link leads, as it was written; 4096 bytes of it at most.
    package static func target(ofLink path: String) throws(FileError) -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = try perform("read the link", path) { readlink(path, &buffer, buffer.count) }
        return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Removes a file, or a link and not what it leads to; false when there was none.
    package static func remove(_ path: String) throws(FileError) -> Bool {
        do throws(FileError) {
            _ = try perform("remove", path) { unlink(path) }
            return true
        } catch {
            guard error.code == ENOENT else { throw error }
            return false
        }
    }
}
