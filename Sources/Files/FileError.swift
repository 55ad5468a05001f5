// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A file operation that the system refused.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was tried, to be read after "cannot": `open`, `rename to`.
    package let operation: String
    /// The file or folder that it was tried on.
    package let path: String
    /// The system's error number.
    package let code: Int32

    /// Something that the caller itself found wrong, under the system's nearest error number.
    package init(operation: String, path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    package var description: String { "cannot \(operation) \(path): \(String(cString: strerror(code)))" }

    /// Whether the disk, a quota or the size that a file may have is used up.
    package var isFull: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }
}
