// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Processes

extension SystemCall {
    /// What is at `path` itself, a symbolic link included; `nil` when nothing is.
    static func status(of path: String) throws(SystemError) -> stat? {
        var status = stat()
        if lstat(path, &status) == 0 { return status }
        if errno == ENOENT { return nil }
        throw SystemError(operation: "examine", path: path, code: errno)
    }

    /// Makes the folder and those above it, private to this user; leaves existing ones alone.
    static func makeFolders(_ path: String) throws(SystemError) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        let parent = Path.parent(path)
        guard errno == ENOENT, parent != path else {
            throw SystemError(operation: "make the folder", path: path, code: errno)
        }
        try makeFolders(parent)
        if mkdir(path, 0o700) == -1, errno != EEXIST {
            throw SystemError(operation: "make the folder", path: path, code: errno)
        }
    }

    static func openFolder(_ path: String) throws(SystemError) -> OpenFile {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        try check(descriptor, "open the folder", path)
        return OpenFile(descriptor)
    }

    /// Makes renames inside the folder durable.
    static func synchronise(folder: String) throws(SystemError) {
        let file = try openFolder(folder)
        try check(fsync(file.descriptor), "write to disk", folder)
    }

    /// Whether there is a program at `path` that this user may run.
    static func canRun(_ path: String) throws(SystemError) -> Bool {
        if access(path, X_OK) == 0 { return true }
        let code = errno
        // What a shell takes for "not here" when it looks along PATH.
        if [ENOENT, ENOTDIR, EACCES].contains(code) { return false }
        throw SystemError(operation: "examine", path: path, code: code)
    }

    static func removeTree(_ path: String) throws(SystemError) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            if try status(of: path) != nil {
                throw SystemError(operation: "remove", path: path, code: number(of: error))
            }
        }
    }

    /// The errno that Foundation wrapped.
    private static func number(of error: any Error) -> Int32 {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
        return Int32(exactly: ((underlying ?? error) as NSError).code) ?? EIO
    }
}
