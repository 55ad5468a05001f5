// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The file system refused something.
package struct FileStoreError: Error, CustomStringConvertible, Sendable {
    /// The call that failed, such as `mkdir`; `verify` when the file read back was not what was written.
    package let operation: String
    /// The file or folder that the call was about.
    package let path: String
    /// The value of `errno`.
    package let code: Int32

    init(operation: String, path: String, code: Int32 = errno) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// No space is left, or the quota is used up.
    package var isFull: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }

    package var description: String {
        "\(operation) \(path): \(String(cString: strerror(code)))"
    }
}

/// The bytes that arrived are not those that were announced.
package struct DigestMismatch: Error, Sendable {}
