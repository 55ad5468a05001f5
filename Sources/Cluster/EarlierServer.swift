// SPDX-License-Identifier: Apache-2.0

import Glibc
import Logging
import Processes

/// What a killed run may have left: a postmaster on its way out, its children, and files that name
/// processes.
///
/// A server process is known by its working directory, which PostgreSQL sets to the data folder. The
/// process id in `postmaster.pid` alone proves nothing: after a crash the same number may belong to any
/// other program.
struct EarlierServer: Sendable {
    private let folder: FileIdentity
    private let logger: Logger

    init?(of path: String, logger: Logger) throws(SystemError) {
        guard let folder = try FileIdentity(path) else { return nil }
        self.folder = folder
        self.logger = logger
    }

    /// Those of another user are not seen, and cannot use a folder that is open to its owner alone.
    var processes: Set<RunningProcess> {
        get throws {
            Set(try RunningProcess.all().filter { try $0.name == "postgres" && $0.workingFolder == folder })
        }
    }

    /// Waits until no server process uses the folder, asking more and more firmly.
    func stop() async throws {
        for (signal, limit) in [(SIGINT, 15), (SIGQUIT, 5), (SIGKILL, 5)] as [(Int32, Int)] {
            let running = try processes
            if running.isEmpty { return }
            let leaders = try running.filter { process in
                let parent = try process.parent
                return !running.contains { $0.id == parent }
            }
            logger.notice(
                "PostgreSQL of an earlier run is still there; stopping it",
                metadata: ["pids": "\(leaders.map(\.id).sorted())", "signal": "\(signal)"]
            )
            for process in leaders { _ = Glibc.kill(process.id, signal) }
            if try await haveEnded(within: .seconds(limit)) { return }
        }
        throw ClusterError.stillRunning(processes: try processes.map(\.id).sorted())
    }

    /// Kills every server process that uses the folder, whose content is worth nothing.
    func kill() async throws {
        for process in try processes { _ = Glibc.kill(process.id, SIGKILL) }
        _ = try await haveEnded(within: .seconds(2))
    }

    /// Waits for the children of a postmaster that was just killed; they notice by themselves.
    func haveEnded(within limit: Duration) async throws -> Bool {
        let deadline = ContinuousClock.now + limit
        while try !processes.isEmpty {
            if ContinuousClock.now > deadline { return false }
            try await Task.sleep(for: .milliseconds(20))
        }
        return true
    }

    /// Removes a file that names a process as the server's when that process is something else now.
    ///
    /// PostgreSQL itself replaces such a file when the process is gone, but refuses to start when the
    /// number is taken again.
    func removeIfRecycled(_ path: String) throws(SystemError) {
        guard let content = try SystemCall.content(of: path),
            let number = pid_t(String(decoding: content, as: UTF8.self).prefix { $0.isNumber || $0 == "-" })
        else { return }
        let process = RunningProcess(abs(number))
        guard let name = try process.name else { return }
        if name == "postgres" {
            let used = try process.workingFolder
            if used == nil || used == folder { return }
        }
        logger.notice("removing \(path): its process \(process.id) is \(name), not this server")
        try SystemCall.check(unlink(path), "remove", path)
    }
}
