// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The bytes of a file, which the system pages in as they are read, and out as it likes.
///
/// They cannot be written to, so that they are not counted as data of the process (`RLIMIT_DATA`), however
/// many they are.
package final class MappedFile: @unchecked Sendable {
    // Nobody changes them, and they are there for as long as this object is.
    package let bytes: UnsafeRawBufferPointer

    /// Maps the file at a path; a link in the last place of it is refused.
    package init(_ path: String) throws(FileError) {
        let descriptor = try perform("open", path) { open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        defer { close(descriptor) }
        let size = try FileStatus(descriptor: descriptor, path: path).size
        guard size > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            throw FileError(operation: "map", path: path, code: errno)
        }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
    }

    deinit {
        if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
    }
}
