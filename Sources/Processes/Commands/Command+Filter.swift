// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

extension Command {
    /// Runs the program to its end over `input`, on the calling thread.
    ///
    /// How it ended, and all that it wrote to its standard output.
    ///
    /// What it may write is bounded by `limits.fileSize`, and how long it runs by `limits.time`: where it
    /// cannot be killed then, as under a filter of system calls, its `limits.processorSeconds` end it.
    ///
    /// - Throws: `SystemError` when it cannot be started, a program that is not there included.
    package func filter(_ input: [UInt8]) throws(SystemError) -> (
        ending: ChildProcess.Ending, output: [UInt8]
    ) {
        let output = try OpenFile.inMemory([])
        let errors = try OpenFile.inMemory([])
        let files = StandardFiles(input: try .inMemory(input), output: output, errors: errors)
        let deadline = limits.time.map { ContinuousClock.now + $0 }
        let (id, end) = try spawn(files).get()
        let watch = ChildWatch(end: end, outlets: [])
        guard watch.wait(until: deadline) else {
            if kill(-id, SIGKILL) == 0 { _ = Self.ending(of: id) }
            return (.overdue, [])
        }
        return (Self.ending(of: id), try output.content())
    }

    private static func ending(of id: pid_t) -> ChildProcess.Ending {
        var (code, signal): (Int32, Int32) = (0, 0)
        guard clinux_reap(id, &code, &signal) == 0 else { return .lost }
        return signal == 0 ? .exited(code) : .killed(signal: signal)
    }
}
