// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The operating system refused something.
package struct SystemError: Error, Hashable, Sendable {
    /// What was tried: "open", "make the folder".
    package let operation: String
    /// On what.
    package let path: String
    /// Why: a value of `errno`.
    package let code: Int32

    /// Describes a refusal; `operation` and `path` complete the words "Cannot …".
    package init(operation: String, path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.code = code
    }
}

extension SystemError: CustomStringConvertible {
    /// A sentence for the person who ran the command.
    package var description: String {
        "Cannot \(operation) \(path): \(String(cString: strerror(code)).lowercased())."
    }
}
