// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The file system refused something.
package struct FileStoreError: Error, CustomStringConvertible, Sendable {
    package let operation: String
    package let path: String
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
