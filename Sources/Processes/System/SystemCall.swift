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
}
