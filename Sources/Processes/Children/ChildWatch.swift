// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What the thread beside a child waits for.
struct ChildWatch: Sendable {
    /// Readable once the child has ended.
    let end: OpenFile
    /// Where the child writes to, when that is kept.
    let capture: Capture?

    /// Blocks until the child has ended, and keeps what it wrote.
    func wait() {
        var watched = [end.descriptor, capture?.reading.descriptor ?? -1].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        while watched[0].revents == 0 {
            // An interruption by a signal leaves the answers as they were.
            if poll(&watched, nfds_t(watched.count), -1) > 0 { capture?.read() }
        }
    }
}
