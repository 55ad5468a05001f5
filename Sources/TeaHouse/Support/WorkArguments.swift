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

    func validate() throws {
        guard (10...86_400).contains(workSeconds) else {
            throw ValidationError("--work-seconds is a number from 10 to 86400.")
        }
    }

    var worker: Worker { Worker(seconds: workSeconds) }
}
