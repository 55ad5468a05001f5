// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import JSON
import Jobs
import Postgres
import Processes
import Server

/// A `teahouse up` in a process of its own.
package struct ServerProcess: Sendable {
    package let id: Int32

    /// Bytes of memory that it has now.
    package func memory() throws -> Int { try kibibytes("VmRSS") << 10 }

    /// The most bytes of memory that it has had.
    package func peak() throws -> Int { try kibibytes("VmHWM") << 10 }

    /// Has the peak begin anew at what the process has now.
    package func forgetPeak() throws {
        let file = try FileHandle(forWritingTo: URL(filePath: "/proc/\(id)/clear_refs"))
        try file.write(contentsOf: Data("5".utf8))
        try file.close()
    }

    /// Whether a worker process of it runs.
    package func hasWorker() throws -> Bool {
        try RunningProcess.all().contains { process in
            try process.parent == id && process.command?.hasSuffix(Worker.argument) == true
        }
    }

    private func kibibytes(_ field: String) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix(field + ":") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    }
}

extension TestApp {
    /// Runs `body` against a server in a process of its own, with a database of its own.
    package static func runOutside(
        _ body: @escaping @Sendable (TestApp, ServerProcess) async throws -> Void
    ) async throws {
        try await Turns.servers.run(isLong: true) {
            let state = StateFolder(QuickFolder.path("outside"))
            defer { try? FileManager.default.removeItem(atPath: state.path) }
            // What a template was signed with, so that what is signed after it is signed with the same.
            try await TestCluster.shared.layKeys(in: state)
            let tool = try RunningTool(["up", "--state", state.path, "--port", "0", "--json"])
            let line = await tool.firstLine() ?? ""
            guard let url = try JSON(parsing: Array(line.utf8))["url"]?.string,
                let port = URL(string: url)?.port
            else { throw NeverCame(what: "the server: \(line)") }
            let conninfo = Conninfo(try String(contentsOfFile: state.connection, encoding: .utf8))
            let activity = Activity()
            let beside = Pools(conninfo, logger: TestCluster.logger)
            let app = TestApp(
                client: TestClient(port: port),
                conninfo: conninfo,
                state: state,
                running: Running(),
                activity: activity,
                superuser: TestCluster.superuser(of: conninfo),
                beside: beside
            )
            // What another process does on its own is known by what the database announces.
            let listener = Listener(
                configuration: beside.listening,
                channels: ["jobs", "job_ended", "publications"],
                logger: TestCluster.logger
            )
            let following = Task {
                async let listening: Void = listener.run()
                for await _ in listener.notifications { activity.note() }
                try await listening
            }
            let outcome: Result<Void, any Error>
            do {
                outcome = .success(try await body(app, ServerProcess(id: tool.processID)))
            } catch {
                outcome = .failure(error)
            }
            following.cancel()
            _ = await following.result
            await app.superuser.shutdown()
            await beside.shutdown()
            tool.signal(SIGTERM)
            _ = await tool.wait()
            try outcome.get()
        }
    }
}
