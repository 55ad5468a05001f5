// SPDX-License-Identifier: Apache-2.0

import Processes
import Testing

@Suite struct DeadlineTests {
    private func shell(_ script: String, time: Duration) -> Command {
        var command = Command(path: "/bin/sh", arguments: ["-c", script])
        command.limits.time = time
        return command
    }

    @Test(arguments: [Duration.zero, .milliseconds(200)])
    func `a program that never ends is killed when its time is up`(time: Duration) async throws {
        let start = ContinuousClock.now
        #expect(try await shell("while :; do :; done", time: time).run().ending == .overdue)
        #expect(ContinuousClock.now - start >= time)
    }

    @Test func `a program that ends in time ends as it likes`() async throws {
        #expect(try await shell("exit 3", time: .seconds(60)).run().ending == .exited(3))
        #expect(try await shell("kill -KILL $$", time: .seconds(60)).run().ending == .killed(signal: 9))
    }

    @Test func `what the program has started is killed with it`() async throws {
        let script = "tail -f /dev/null & trap '' TERM; wait"
        let started = try await Started(shell(script, time: .milliseconds(200)))
        #expect(await started.child.ending() == .overdue)
        #expect(started.haveAllEnded)
    }

    @Test func `what the program leaves behind is killed when it ends, and not waited for`() async throws {
        let started = try await Started(shell("tail -f /dev/null & exit 5", time: .seconds(60)))
        #expect(await started.child.ending() == .exited(5))
        #expect(started.haveAllEnded)

        let outcome = try await shell("tail -f /dev/null & echo done", time: .seconds(60)).run()
        #expect(outcome.ending == .exited(0))
        #expect(outcome.output == "done\n")
    }
}
