// SPDX-License-Identifier: Apache-2.0

import CLinux
import Foundation
import Glibc

/// File system calls that say on which path they failed.
enum SystemCall {
    static func explanation(_ number: Int32) -> String {
        String(cString: strerror(number)).lowercased()
    }

    /// Throws for a C call that answered -1.
    static func check(_ result: Int32, _ operation: String, _ path: String) throws(ClusterError) {
        if result == -1 { throw .system(operation: operation, path: path, errno: errno) }
    }

    /// Unwraps an answer of `CLinux`, which is a negative errno on failure.
    static func value(_ result: Int32, _ operation: String, _ path: String) throws(ClusterError) -> Int32 {
        if result < 0 { throw .system(operation: operation, path: path, errno: -result) }
        return result
    }

    /// What is at `path` itself, a symbolic link included; `nil` when nothing is.
    static func status(of path: String) throws(ClusterError) -> stat? {
        var status = stat()
        if lstat(path, &status) == 0 { return status }
        if errno == ENOENT { return nil }
        throw .system(operation: "examine", path: path, errno: errno)
    }

    /// Makes the folder and those above it, private to this user; leaves existing ones alone.
    static func makeFolders(_ path: String) throws(ClusterError) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        let parent = Path.parent(path)
        guard errno == ENOENT, parent != path else {
            throw .system(operation: "make the folder", path: path, errno: errno)
        }
        try makeFolders(parent)
        if mkdir(path, 0o700) == -1, errno != EEXIST {
            throw .system(operation: "make the folder", path: path, errno: errno)
        }
    }

    static func openFolder(_ path: String) throws(ClusterError) -> OpenFile {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        try check(descriptor, "open the folder", path)
        return OpenFile(descriptor)
    }

    /// Makes renames inside the folder durable.
    static func synchronise(folder: String) throws(ClusterError) {
        let file = try openFolder(folder)
        try check(fsync(file.descriptor), "write to disk", folder)
    }

    static func names(in folder: String) throws(ClusterError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw .system(operation: "list", path: folder, errno: number(of: error))
        }
    }

    static func removeTree(_ path: String) throws(ClusterError) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            if try status(of: path) != nil {
                throw .system(operation: "remove", path: path, errno: number(of: error))
            }
        }
    }

    /// The errno that Foundation wrapped.
    private static func number(of error: any Error) -> Int32 {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
        return Int32(exactly: ((underlying ?? error) as NSError).code) ?? EIO
    }
}

/// A file descriptor that is closed with its last reference.
final class OpenFile: Sendable {
    let descriptor: Int32

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }
}
