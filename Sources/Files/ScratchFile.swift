// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A file without a name, which is gone with the process however that ends: written, then read from its
/// start as often as is asked.
package final class ScratchFile {
    /// How errors call it.
    package let path: String
    private let descriptor: Int32

    /// Makes the file where the environment wants temporary files.
    package init() throws(FileError) {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        path = "a temporary file in \(folder)"
        var name: [CChar] = []
        descriptor = try perform("make", path) {
            // Anew at each call, since one that fails may have changed it.
            name = Array("\(folder)/teahouse-XXXXXX".utf8CString)
            return mkstemp(&name)
        }
        _ = try perform("close to programs", path) { fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        _ = try perform("remove the name of", path) { unlink(name) }
    }

    deinit { close(descriptor) }

    /// Writes all of the bytes where the last ones ended.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        try writeAll(bytes, to: descriptor, path)
    }

    /// Goes to the start.
    package func rewind() throws(FileError) {
        _ = try perform("go to the start of", path) { lseek(descriptor, 0, SEEK_SET) }
    }

    /// Reads what comes next; the count is 0 at the end.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        try perform("read", path) { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
    }
}
