// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Jobs

/// What one piece of background work may take.
struct WorkArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What one piece of work on uploaded files may compute before it is ended.",
            valueName: "seconds"
        )
    )
    var workSeconds = Worker.usualSeconds

    @Option(
        help: ArgumentHelp(
            "What looking through a finding's files may take before it is ended; what was not read fails the gate.",
            valueName: "MiB"
        )
    )
    var screenMemory = Worker.usualScreenMemory >> 20

    func validate() throws {
        guard (10...86_400).contains(workSeconds) else {
            throw ValidationError("--work-seconds is a number from 10 to 86400.")
        }
        guard (256...1 << 20).contains(screenMemory) else {
            throw ValidationError("--screen-memory is a number of MiB from 256 to 1048576.")
        }
    }

    var worker: Worker { Worker(seconds: workSeconds, screenMemory: screenMemory << 20) }
}
