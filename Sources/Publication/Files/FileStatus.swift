// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What a name in the file system stands for; links are not followed.
struct FileStatus {
    private let raw: stat

    /// `nil` when nothing has that name.
    init?(of path: String) throws(FileError) {
        var raw = stat()
        do throws(FileError) {
            _ = try perform("look at", path) { lstat(path, &raw) }
        } catch {
            guard error.code == ENOENT else { throw error }
            return nil
        }
        self.raw = raw
    }

    init(descriptor: Int32, path: String) throws(FileError) {
        var raw = stat()
        _ = try perform("look at", path) { fstat(descriptor, &raw) }
        self.raw = raw
    }

    var mode: UInt32 { raw.st_mode & 0o7777 }
    var size: Int { Int(raw.st_size) }
    var isRegularFile: Bool { raw.st_mode & S_IFMT == S_IFREG }
    var isFolder: Bool { raw.st_mode & S_IFMT == S_IFDIR }
    var isLink: Bool { raw.st_mode & S_IFMT == S_IFLNK }
}
