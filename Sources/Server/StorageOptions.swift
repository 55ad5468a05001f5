// SPDX-License-Identifier: Apache-2.0
import Jobs

/// How the file store's disk is kept.
package struct StorageOptions: Sendable {
    /// Bytes that no upload takes.
    package var reserve: Int64 = 0
    /// Days for which bytes are kept that no row names.
    package var retiredDays = Sweep.usualDays

    package init() {}
}
