// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Processes

/// Paths as text.
enum Path {
    /// The path from the root, without `.`, `..` and a slash at the end.
    static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.path
    }

    /// The absolute path without symbolic links, for a path whose parent exists.
    ///
    /// One folder has one such path, so its lock file and its socket are found under any of its names.
    static func resolved(_ path: String) throws(SystemError) -> String {
        let path = absolute(path)
        let isThere = try SystemCall.status(of: path) != nil
        guard let resolved = realpath(isThere ? path : parent(path), nil) else {
            throw SystemError(operation: "resolve", path: path, code: errno)
        }
        defer { free(resolved) }
        let text = String(cString: resolved)
        return isThere ? text : (text == "/" ? "" : text) + "/" + name(path)
    }

    static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func name(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// A short name for a path: 64-bit FNV-1a in hexadecimal.
    ///
    /// It only has to differ between the few folders of one machine.
    static func fingerprint(_ path: String) -> String {
        let hash = path.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
