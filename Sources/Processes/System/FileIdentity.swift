// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What a path leads to: the same for two names of one file.
package struct FileIdentity: Hashable, Sendable {
    private let device: UInt64
    private let number: UInt64

    /// `nil` when nothing is there.
    package init?(_ path: String) throws(SystemError) {
        var status = stat()
        if stat(path, &status) == -1 {
            if errno == ENOENT { return nil }
            throw SystemError(operation: "examine", path: path, code: errno)
        }
        device = UInt64(status.st_dev)
        number = UInt64(status.st_ino)
    }
}
