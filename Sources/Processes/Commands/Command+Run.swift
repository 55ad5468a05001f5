// SPDX-License-Identifier: Apache-2.0

extension Command {
    /// What came of a program that ran to its end.
    package struct Outcome: Hashable, Sendable {
        /// How it ended.
        package let ending: ChildProcess.Ending
        /// What it wrote to both outputs together, up to the bound; bytes that are no UTF-8 are replaced.
        package let output: String
        /// Whether it wrote more than that.
        package let isCut: Bool
    }

    /// Runs the program to its end, and keeps the first `bound` bytes of what it writes.
    ///
    /// Cancellation does not shorten the wait. What the program leaves running in the
    /// background is not waited for.
    ///
    /// - Throws: `SystemError` when it cannot be started, a program that is not there included.
    package func run(keeping bound: Int = 1 << 20) async throws -> Outcome {
        let capture = try Capture(keeping: bound)
        let ending = try await ChildProcess.start(
            self,
            StandardFiles(output: capture.writing),
            reading: [capture]
        ).ending()
        return Outcome(ending: ending, output: capture.text, isCut: capture.isCut)
    }

    /// What the program wrote, or an empty text when it failed or wrote more than 1 MiB.
    package func output() async throws -> String {
        let outcome = try await run()
        return outcome.ending == .exited(0) && !outcome.isCut ? outcome.output : ""
    }
}
