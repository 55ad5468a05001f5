// SPDX-License-Identifier: Apache-2.0
import CLinux
import Glibc

/// A folder that is held open.
package final class OpenFolder: Sendable {
    private let path: String
    private let descriptor: Int32

    /// Opens a folder that is there.
    package init(_ path: String) throws(FileError) {
        self.path = path
        descriptor = try perform("open the folder", path) {
            open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
    }

    deinit { close(descriptor) }

    /// Forces the names in the folder to the disk.
    func synchronize() throws(FileError) {
        try Files.synchronize(descriptor, path)
    }

    /// Forces everything of the folder's file system to the disk.
    ///
    /// Throws also for bytes that the disk refused since the folder was opened.
    package func synchronizeFileSystem() throws(FileError) {
        let code = clinux_syncfs(descriptor)
        guard code == 0 else { throw FileError(operation: "fsync", path: path, code: -code) }
    }
}
