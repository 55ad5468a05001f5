// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A pipe that a program writes to, and what becomes of that.
protocol Outlet: Sendable {
    /// Where it can be read; never at its end, since somebody here keeps it open for writing.
    var reading: OpenFile { get }

    /// Reads what is in the pipe, without waiting for more.
    func read()
}

/// What the thread beside a child waits for.
struct ChildWatch: Sendable {
    /// Readable once the child has ended.
    let end: OpenFile
    /// Where the child writes to, as far as that is read here.
    let outlets: [any Outlet]

    /// Blocks until the child has ended or `deadline` has passed, and keeps what it wrote.
    ///
    /// - Returns: whether it has ended.
    func wait(until deadline: ContinuousClock.Instant?) -> Bool {
        var watched = ([end] + outlets.map(\.reading)).map {
            pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0)
        }
        while true {
            // An interruption by a signal leaves the answers as they were.
            if poll(&watched, nfds_t(watched.count), Self.timeout(deadline)) > 0 {
                outlets.forEach { $0.read() }
            }
            if watched[0].revents != 0 { return true }
            if let deadline, deadline <= .now { return false }
        }
    }

    /// The milliseconds until then, rounded up; a day at most, after which one asks
    /// again; -1 waits without end.
    private static func timeout(_ deadline: ContinuousClock.Instant?) -> Int32 {
        guard let deadline else { return -1 }
        let milliseconds = (deadline - .now) / .milliseconds(1)
        return Int32(min(max(0, milliseconds.rounded(.up)), 86_400_000))
    }
}
