// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What a name in the file system stands for.
package struct FileStatus {
    private let raw: stat

    /// Looks at a name, at a link itself unless told to follow it; `nil` when nothing has that name.
    package init?(of path: String, followingLinks: Bool = false) throws(FileError) {
        var raw = stat()
        do throws(FileError) {
            _ = try perform("look at", path) { followingLinks ? stat(path, &raw) : lstat(path, &raw) }
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

    /// The permissions, with the bits for set-user-id and the like.
    package var mode: UInt32 { raw.st_mode & 0o7777 }
    /// In bytes.
    package var size: Int { Int(raw.st_size) }
    /// When the content was last changed, in whole seconds since 1970.
    package var modified: Int { raw.st_mtim.tv_sec }
    /// Neither a folder nor a link nor a device.
    package var isRegularFile: Bool { raw.st_mode & S_IFMT == S_IFREG }
    /// A folder, or a link to one that was followed.
    package var isFolder: Bool { raw.st_mode & S_IFMT == S_IFDIR }
    /// A symbolic link that was not followed.
    package var isLink: Bool { raw.st_mode & S_IFMT == S_IFLNK }
    /// Whether both are names of one and the same file, so that who writes into one writes into the other.
    package func isSame(as other: FileStatus) -> Bool {
        raw.st_dev == other.raw.st_dev && raw.st_ino == other.raw.st_ino
    }
    /// Whether any name leads to the file still.
    var hasName: Bool { raw.st_nlink > 0 }
}
