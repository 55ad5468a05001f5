// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A folder and what can be done to the names in it.
package struct Folder {
    /// Absolute, or from the current folder.
    package let path: String

    /// Names a folder, whether or not it is there.
    package init(_ path: String) {
        self.path = path
    }

    /// The folder that holds what `path` names.
    package init(containing path: String) {
        let folder = path.lastIndex(of: "/").map { path[..<$0] } ?? "."
        self.init(folder.isEmpty ? "/" : String(folder))
    }

    /// Makes the folder and those above it where they are missing, and forces their names to the disk.
    ///
    /// What exists is left as it is; its name too is forced to the disk, since whoever made it may
    /// have been killed before that.
    package func make(mode: mode_t = 0o755) throws(FileError) {
        let parent = Folder(containing: path)
        var isNew = true
        do throws(FileError) {
            isNew = try makeAlone(mode: mode)
        } catch {
            guard error.code == ENOENT, parent.path != ".", parent.path != "/" else { throw error }
            try parent.make(mode: mode)
            _ = try makeAlone(mode: mode)
        }
        do throws(FileError) {
            try parent.synchronize()
        } catch {
            // A folder that we may not read is not one in which we left something half made.
            guard error.code == EACCES, !isNew else { throw error }
        }
    }

    /// Makes the folder in one that is there; false when it was there already.
    ///
    /// The name is not forced to the disk.
    package func makeAlone(mode: mode_t = 0o755) throws(FileError) -> Bool {
        do throws(FileError) {
            try makeNew(mode: mode)
            return true
        } catch {
            guard error.code == EEXIST, try FileStatus(of: path, followingLinks: true)?.isFolder == true
            else {
                throw error
            }
            return false
        }
    }

    /// Makes the folder in one that is there; throws EEXIST when anything has its name.
    ///
    /// The name is not forced to the disk.
    package func makeNew(mode: mode_t = 0o755) throws(FileError) {
        _ = try perform("make the folder", path) { mkdir(path, mode) }
    }

    /// Forces the names in the folder to the disk.
    package func synchronize() throws(FileError) {
        try OpenFolder(path).synchronize()
    }

    /// The names in the folder, sorted.
    package func names() throws(FileError) -> [String] {
        guard let stream = opendir(path) else {
            throw FileError(operation: "open the folder", path: path, code: errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw FileError(operation: "read the folder", path: path, code: errno) }
        return names.sorted()
    }

    /// The relative paths of everything below that is not a folder, sorted; a folder of
    /// the name `left` is left out.
    package func files(besides left: String? = nil) throws(FileError) -> [String] {
        var files: [String] = []
        for name in try names() where name != left {
            if let status = try FileStatus(of: "\(path)/\(name)"), status.isFolder {
                for file in try Folder("\(path)/\(name)").files() { files.append("\(name)/\(file)") }
            } else {
                files.append(name)
            }
        }
        return files.sorted()
    }

    /// Removes the folder with everything in it; links are removed, not followed.
    package func remove() throws(FileError) {
        for name in try names() {
            let inner = "\(path)/\(name)"
            if let status = try FileStatus(of: inner), status.isFolder {
                try Folder(inner).remove()
            } else {
                _ = try FileSystem.remove(inner)
            }
        }
        _ = try perform("remove", path) { rmdir(path) }
    }
}
