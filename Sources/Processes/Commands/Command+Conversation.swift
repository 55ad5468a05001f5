// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension Command {
    /// What came of a program that was spoken with.
    package struct Ended: Hashable, Sendable {
        /// How it ended.
        package let ending: ChildProcess.Ending
        /// Whether it was killed because it wrote a line that was too long.
        package let saidTooMuch: Bool
        /// The first 4 KiB of what it wrote to its standard error.
        package let complaint: String

        package init(ending: ChildProcess.Ending, saidTooMuch: Bool, complaint: String) {
            self.ending = ending
            self.saidTooMuch = saidTooMuch
            self.complaint = complaint
        }
    }

    /// Runs the program to its end with `input` to read, and hands on each line of its output, of at most
    /// `longestLine` bytes, on a thread of its own.
    ///
    /// When the task is cancelled the program is killed, and its end waited for.
    ///
    /// - Throws: `SystemError` when it cannot be started, `CancellationError` when the task was cancelled.
    package func converse(
        _ input: [UInt8],
        longestLine: Int,
        onLine: @escaping @Sendable ([UInt8]) -> Void
    ) async throws -> Ended {
        try Task.checkCancellation()
        let started = Mutex<ChildProcess?>(nil)
        let lines = try LineOutlet(longest: longestLine, onLine: onLine) {
            started.withLock { $0 }?.kill()
        }
        let complaints = try Capture(keeping: 4096)
        let files = StandardFiles(
            input: try OpenFile.inMemory(input),
            output: lines.writing,
            errors: complaints.writing
        )
        let child = try await ChildProcess.start(self, files, reading: [lines, complaints])
        started.withLock { $0 = child }
        // It may have said too much before.
        if lines.isCut { child.kill() }
        let ending = await withTaskCancellationHandler {
            await child.ending()
        } onCancel: {
            child.kill()
        }
        try Task.checkCancellation()
        return Ended(ending: ending, saidTooMuch: lines.isCut, complaint: complaints.text)
    }
}
