// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Logging
import Processes

/// One run of the server, from its start to its end.
struct Postmaster: Sendable {
    let process: ChildProcess
    private let data: DataFolder
    private let log: ServerLog
    private let logStart: off_t

    /// Starts the server; it accepts connections only after `waitUntilReady`.
    static func launch(
        _ options: ClusterOptions,
        binaries: PostgresBinaries,
        data: DataFolder,
        socket: SocketFolder,
        log: ServerLog
    ) async throws -> Postmaster {
        try log.trim()
        var command = data.command(binaries.postgres)
        let settings = options.serverSettings(socketDirectory: socket.path).sorted { $0.key < $1.key }
        command.arguments = ["-D", data.argument] + settings.flatMap { ["-c", "\($0.key)=\($0.value)"] }
        // Without us there is nobody to talk to it: a fast shutdown, or at once where the data is worth
        // nothing.
        command.deathSignal = options.durability == .full ? SIGINT : SIGQUIT
        let start = log.size
        let process = try await ChildProcess.start(command, output: log.file)
        return Postmaster(process: process, data: data, log: log, logStart: start)
    }

    /// Waits until the server says in `postmaster.pid` that it is ready.
    func waitUntilReady(within limit: Duration, logger: Logger) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        var nextReport = start + .seconds(5)
        while !isReady {
            if let ending = await process.ending(within: .milliseconds(10)) {
                throw failure("it ended (\(ending))")
            }
            if clock.now > start + limit || Task.isCancelled {
                await stop(first: SIGQUIT)
                try Task.checkCancellation()
                throw failure("it was not ready within \(limit)")
            }
            if clock.now > nextReport {
                logger.notice("PostgreSQL is still starting; after a crash it recovers first")
                nextReport += .seconds(5)
            }
        }
    }

    /// Asks for the shutdown that `signal` stands for, and more firmly when it takes long.
    ///
    /// Returns when the process has ended.
    func stop(first signal: Int32) async {
        for (signal, limit) in [(signal, 20), (SIGQUIT, 5)] as [(Int32, Int)] {
            process.signal(signal)
            if await process.ending(within: .seconds(limit)) != nil { return }
        }
        process.signal(SIGKILL)
        _ = await process.ending()
    }

    /// The lines of `postmaster.pid` are PostgreSQL's own protocol for `pg_ctl`: the process id first, the
    /// state eighth.
    private var isReady: Bool {
        guard let content = FileManager.default.contents(atPath: data.path + "/postmaster.pid") else {
            return false
        }
        let lines = String(decoding: content, as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        guard lines.count >= 8, pid_t(lines[0]) == process.id else { return false }
        return lines[7].trimmingCharacters(in: .whitespaces) == "ready"
    }

    private func failure(_ reason: String) -> ClusterError {
        .startFailed(reason: reason, log: log.path, output: log.lastLines(from: logStart))
    }
}
