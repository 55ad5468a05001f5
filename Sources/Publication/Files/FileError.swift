// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A file operation that the system refused.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    package let operation: String
    package let path: String
    /// The system's error number.
    package let code: Int32

    package var description: String { "cannot \(operation) \(path): \(String(cString: strerror(code)))" }

    /// Whether the disk or a quota is used up.
    package var isOutOfSpace: Bool { code == ENOSPC || code == EDQUOT }
}

/// Calls again while a signal interrupts, and throws when the system refuses.
func perform<Result: SignedInteger>(
    _ operation: String,
    _ path: String,
    _ call: () -> Result
) throws(FileError) -> Result {
    while true {
        let result = call()
        if result >= 0 { return result }
        let code = errno
        guard code == EINTR else { throw FileError(operation: operation, path: path, code: code) }
    }
}

/// Forces a descriptor's data to the disk.
///
/// A failure is final: the kernel may have dropped what it could not write, so that a second call would
/// succeed over lost data.
func synchronize(_ descriptor: Int32, _ path: String) throws(FileError) {
    guard fsync(descriptor) == 0 else { throw FileError(operation: "fsync", path: path, code: errno) }
}
