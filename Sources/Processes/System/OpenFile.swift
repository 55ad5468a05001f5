// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A file descriptor that is closed with its last reference.
package final class OpenFile: Sendable {
    /// Valid for as long as this object is.
    package let descriptor: Int32

    /// Takes over `descriptor`, which nobody else closes.
    package init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }
}
