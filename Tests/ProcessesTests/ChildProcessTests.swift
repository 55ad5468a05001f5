// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Processes
import Testing

@Suite struct ChildProcessTests {
    private static let endless = Command(path: "/usr/bin/tail", arguments: ["-f", "/dev/null"])

    @Test func `a signal ends a child, and waiting for it may be cut short`() async throws {
        let started = try await Started(Self.endless)
        let child = started.child
        #expect(await child.ending(within: .zero) == nil)
        let impatient = Task { await child.ending(within: .seconds(60)) }
        impatient.cancel()
        #expect(await impatient.value == nil)
        #expect(!child.hasEnded)

        child.signal(SIGTERM)
        #expect(await child.ending() == .killed(signal: SIGTERM))
        #expect(child.hasEnded)
        #expect(await child.ending(within: .zero) == .killed(signal: SIGTERM))
        #expect(started.haveAllEnded)
    }

    @Test func `a child of whose end there is no account did not end well`() async {
        await #expect(processExitsWith: .success) {
            signal(SIGCHLD, SIG_IGN)
            let command = Command(path: "/usr/bin/tail", arguments: ["-f", "/dev/null"])
            let child = try await ChildProcess.start(command, output: OpenFile(dup(STDERR_FILENO)))
            child.signal(SIGTERM)
            exit(await child.ending() == .lost ? EXIT_SUCCESS : EXIT_FAILURE)
        }
    }

    @Test func `a child ends with the process that started it`() async throws {
        let path = "/tmp/teahouse-test-\(UUID().uuidString.prefix(8))"
        try SystemCall.check(mkfifo(path, 0o600), "make the pipe", path)
        defer { unlink(path) }
        // Without a writer it would not open, if it were to wait for one.
        let reading = OpenFile(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC))
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let writing = OpenFile(open(path, O_WRONLY | O_CLOEXEC))
            let command = Command(path: "/usr/bin/tail", arguments: ["-f", "/dev/null"])
            _ = try await ChildProcess.start(command, output: writing)
            kill(getpid(), SIGKILL)
        }
        #expect(hasHungUp(reading))
    }
}
