// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Small files that are read and replaced as a whole.
enum WholeFile {
    static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        try InputFile(path: path).readAll(limit: limit)
    }

    /// Puts `bytes` in the file's place, so that readers find the old file or the new one and a power cut leaves either.
    static func replace(_ path: String, with bytes: [UInt8], mode: mode_t) throws(FileError) {
        let temporary = "\(path).new"
        // Whoever writes here holds the folder's lock, so this is what a killed predecessor left.
        if try FileStatus(of: temporary) != nil { _ = try perform("remove", temporary) { unlink(temporary) } }
        let file = try OutputFile(path: temporary, mode: mode)
        try file.write(bytes)
        _ = try file.finish()
        _ = try perform("replace", path) { rename(temporary, path) }
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        try Folder(folder.isEmpty ? "/" : folder).synchronize()
    }
}
