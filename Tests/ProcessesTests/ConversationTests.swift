// SPDX-License-Identifier: Apache-2.0

import Glibc
import Processes
import Synchronization
import Testing

/// Programs that are given something to read, and answer in lines.
@Suite struct ConversationTests {
    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])

        var all: [String] { lines.withLock { $0 } }

        func take(_ line: [UInt8]) { lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }
    }

    private func bash(_ script: String) -> Command {
        Command(path: "/bin/bash", arguments: ["-c", script])
    }

    @Test func `a program reads what it is given, and each of its lines is handed on`() async throws {
        let lines = Lines()
        // More than a pipe holds.
        let input = [UInt8](repeating: UInt8(ascii: "x"), count: 200_000)
        let ended = try await bash("wc -c; echo; echo done; echo no >&2; printf 'no line'; exit 4").converse(
            input,
            longestLine: 100,
            onLine: lines.take
        )
        #expect(ended == Command.Ended(ending: .exited(4), saidTooMuch: false, complaint: "no\n"))
        #expect(lines.all == ["200000", "", "done"])
    }

    @Test func `a program that says too much at once is killed`() async throws {
        let lines = Lines()
        let ended = try await bash("echo hello; yes | tr -d '\\n'").converse(
            [],
            longestLine: 100_000,
            onLine: lines.take
        )
        #expect(ended.saidTooMuch && ended.ending == .killed(signal: SIGKILL))
        #expect(lines.all == ["hello"])
    }

    @Test func `a program whose task is cancelled is killed with all that it has started`() async throws {
        let lines = Lines()
        let (begun, tell) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await bash("sleep 1000 & echo $!; wait").converse([], longestLine: 100) { line in
                lines.take(line)
                tell.yield()
            }
        }
        for await _ in begun { break }
        let start = ContinuousClock.now
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        // It would have slept much longer; a busy machine takes its time for everything.
        #expect(ContinuousClock.now - start < .seconds(60))
        let left = try #require(lines.all.first.flatMap { pid_t($0) })
        // Killed with its group; init collects it.
        while try RunningProcess(left).command != nil { await Task.yield() }
    }

    @Test func `a program that is alone reaches neither network nor other processes`() async throws {
        let script = """
            (exec 3<>/dev/tcp/127.0.0.1/9) 2>&1
            kill -0 $PPID 2>&1
            kill -9 $$ 2>&1
            echo on; nice; ulimit -c; ulimit -d
            """
        var command = bash(script)
        command.isAlone = true
        command.niceness = 10
        command.limits.leavesCore = false
        command.limits.data = 256 << 20
        let lines = Lines()
        let ended = try await command.converse([], longestLine: 1000, onLine: lines.take)
        #expect(ended.ending == .exited(0))
        let refused = lines.all.filter { $0.contains("Operation not permitted") }
        #expect(refused.count >= 3)
        let own = getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0)
        #expect(Array(lines.all.suffix(4)) == ["on", "\(min(19, own + 10))", "0", "262144"])
    }
}
