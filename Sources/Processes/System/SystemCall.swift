// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Calls of the operating system that say on what they failed.
package enum SystemCall {
    /// Throws for a C call that answered -1.
    package static func check(_ result: Int32, _ operation: String, _ path: String) throws(SystemError) {
        if result == -1 { throw SystemError(operation: operation, path: path, code: errno) }
    }

    /// Unwraps an answer of `CLinux`, which is a negative errno on failure.
    package static func value(_ result: Int32, _ operation: String, _ path: String) throws(SystemError)
        -> Int32
    {
        if result < 0 { throw SystemError(operation: operation, path: path, code: -result) }
        return result
    }

    /// The names in a folder, in no order, without `.` and `..`.
    package static func names(in folder: String) throws(SystemError) -> [String] {
        guard let stream = opendir(folder) else {
            throw SystemError(operation: "list", path: folder, code: errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            // The end and a failure give the same answer, and only a failure sets errno.
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw SystemError(operation: "list", path: folder, code: errno) }
                return names
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
    }

    /// The bytes of a file; `nil` when there is none of this name.
    package static func content(of path: String) throws(SystemError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor == -1, errno == ENOENT { return nil }
        try check(descriptor, "open", path)
        let file = OpenFile(descriptor)
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            let count = read(file.descriptor, &buffer, buffer.count)
            if count == 0 { return content }
            if count > 0 {
                content += buffer.prefix(count)
            } else if errno != EINTR {
                throw SystemError(operation: "read", path: path, code: errno)
            }
        }
    }
}
