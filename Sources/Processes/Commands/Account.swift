// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A user of the operating system that a program runs as, with one group and no others.
package struct Account: Hashable, Sendable {
    /// The user's number.
    package let user: uid_t
    /// The number of the user's group.
    package let group: gid_t

    /// Any pair of numbers: nobody has to be registered under them.
    package init(user: uid_t, group: gid_t) {
        self.user = user
        self.group = group
    }
}
