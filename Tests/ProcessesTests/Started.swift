// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Processes

/// A program whose outputs are a pipe, which it and everything that it starts keep open until they end.
struct Started {
    let child: ChildProcess
    private let outputs: OpenFile

    init(_ command: Command) async throws {
        var (reading, writing): (Int32, Int32) = (-1, -1)
        _ = try SystemCall.value(clinux_pipe(&reading, &writing), "make", "a pipe")
        outputs = OpenFile(reading)
        child = try await ChildProcess.start(command, output: OpenFile(writing))
    }

    /// Waits until nobody has the pipe open any more; `false` when that takes half a minute.
    var haveAllEnded: Bool { hasHungUp(outputs) }
}

/// Waits until the last writer of a pipe is gone; `false` when that takes half a minute.
func hasHungUp(_ reading: OpenFile) -> Bool {
    var watched = pollfd(fd: reading.descriptor, events: 0, revents: 0)
    return poll(&watched, 1, 30_000) == 1 && watched.revents & Int16(POLLHUP) != 0
}
