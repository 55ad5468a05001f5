// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A folder and what can be done to the names in it.
struct Folder {
    let path: String

    init(_ path: String) {
        self.path = path
    }

    /// Makes the folder and those above it where they are missing.
    ///
    /// What exists is left as it is.
    func make(mode: mode_t = 0o755) throws(FileError) {
        do throws(FileError) {
            if try makeAlone(mode: mode) { try synchronizeParent() }
        } catch {
            guard error.code == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
                throw error
            }
            try Folder(String(path[..<slash])).make(mode: mode)
            _ = try makeAlone(mode: mode)
            try synchronizeParent()
        }
    }

    /// Makes the folder in one that is there; false when it was there already.
    ///
    /// The name is not forced to the disk.
    func makeAlone(mode: mode_t = 0o755) throws(FileError) -> Bool {
        do throws(FileError) {
            _ = try perform("make the folder", path) { mkdir(path, mode) }
            return true
        } catch {
            guard error.code == EEXIST, try isFolder else { throw error }
            return false
        }
    }

    /// Whether this is a folder, reached through a link or not.
    private var isFolder: Bool {
        get throws(FileError) {
            var raw = stat()
            _ = try perform("look at", path) { stat(path, &raw) }
            return raw.st_mode & S_IFMT == S_IFDIR
        }
    }

    private func synchronizeParent() throws(FileError) {
        guard let slash = path.lastIndex(of: "/") else { return try Folder(".").synchronize() }
        try Folder(slash == path.startIndex ? "/" : String(path[..<slash])).synchronize()
    }

    /// Forces the names in the folder to the disk.
    func synchronize() throws(FileError) {
        let descriptor = try perform("open the folder", path) {
            open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        defer { close(descriptor) }
        try Publication.synchronize(descriptor, path)
    }

    /// The names in the folder, sorted.
    func names() throws(FileError) -> [String] {
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

    /// The relative paths of everything below that is not a folder, sorted; a folder of the name `left` is left out.
    func files(besides left: String? = nil) throws(FileError) -> [String] {
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
    func remove() throws(FileError) {
        for name in try names() {
            let inner = "\(path)/\(name)"
            if let status = try FileStatus(of: inner), status.isFolder {
                try Folder(inner).remove()
            } else {
                _ = try perform("remove", inner) { unlink(inner) }
            }
        }
        _ = try perform("remove", path) { rmdir(path) }
    }
}
