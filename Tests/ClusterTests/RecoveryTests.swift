// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Processes
import Testing

@testable import Cluster

@Suite struct RecoveryTests {
    @Test func `a killed server comes back with what was committed`() async throws {
        try await Sandbox.run { sandbox in
            try await sandbox.withCluster { cluster in
                _ = try await cluster.query("CREATE TABLE kept AS SELECT 7 AS number")
                await cluster.kill()
                #expect(try sandbox.servers.isEmpty)
                try await cluster.restart()
                try await cluster.expect("SELECT number FROM kept", is: "7")
            }
        }
    }

    @Test func `a supervised server is started again`() async throws {
        try await Sandbox.run { sandbox in
            try await sandbox.withCluster { cluster in
                let supervision = Task { await cluster.supervise() }
                defer { supervision.cancel() }
                let first = try #require(await cluster.processID)
                Glibc.kill(first, SIGKILL)
                var answer = ""
                while answer != "1" { answer = try await cluster.query("SELECT 1") }
                #expect(await cluster.processID != first)
            }
        }
    }

    /// What exists once a start has come this far.
    enum Moment: String, CaseIterable, Codable, Sendable {
        case initialising, starting, serving
    }

    @Test(arguments: Moment.allCases)
    func `a process killed at any moment leaves a folder that starts again`(moment: Moment) async throws {
        try await Sandbox.run { sandbox in
            let folder = sandbox.folder
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [folder = folder as String, moment = moment as Moment] in
                let sandbox = Sandbox(folder: folder)
                let start = Task { try await Cluster.start(sandbox.options, logger: sandbox.logger) }
                switch moment {
                case .initialising:
                    while try !sandbox.entries.contains(where: { $0.hasPrefix("data.unfinished-") }) {
                        await Task.yield()
                    }
                case .starting:
                    while !FileManager.default.fileExists(atPath: sandbox.data + "/postmaster.pid") {
                        await Task.yield()
                    }
                case .serving:
                    _ = try await start.value.query("CREATE TABLE kept AS SELECT 7 AS number")
                }
                kill(getpid(), SIGKILL)
            }
            try await sandbox.withCluster { cluster in
                let expected = moment == .serving ? "7" : "1"
                let statement = moment == .serving ? "SELECT number FROM kept" : "SELECT 1"
                try await cluster.expect(statement, is: expected)
            }
            #expect(try sandbox.entries == ["data", "data.lock", "data.log"])
        }
    }

    @Test func `the server dies with the process that started it`() async throws {
        try await Sandbox.run { sandbox in
            let folder = sandbox.folder
            await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String] in
                let sandbox = Sandbox(folder: folder)
                let cluster = try await Cluster.start(sandbox.options, logger: sandbox.logger)
                // The server must outlive every thread of ours but its own.
                for _ in 0..<200 { await Task.yield() }
                try await cluster.expect("SELECT 1", is: "1")
                kill(getpid(), SIGKILL)
            }
            let earlier = try #require(try EarlierServer(of: sandbox.data, logger: sandbox.logger))
            #expect(try await earlier.haveEnded(within: .seconds(10)))
        }
    }

    @Test func `a server without its process is stopped before the next one starts`() async throws {
        try await Sandbox.run { sandbox in
            try await sandbox.withCluster { _ in }
            let account = try Account.choose(for: sandbox.data)
            let binaries = try #require(try await PostgresBinaries.find(major: nil))
            var command = Command(
                path: binaries.postgres,
                arguments: ["-D", sandbox.data, "-c", "listen_addresses="]
            )
            command.arguments += ["-c", "unix_socket_directories=\(sandbox.data)"]
            command.account = account
            command.deathSignal = 0
            let orphan = try await ChildProcess.start(
                command,
                output: try ServerLog(sandbox.folder + "/orphan.log").file
            )
            while try sandbox.servers.isEmpty, !orphan.hasEnded { await Task.yield() }
            try await sandbox.withCluster { cluster in
                #expect(orphan.hasEnded)
                try await cluster.expect("SELECT 1", is: "1")
            }
            #expect(await orphan.ending() == .exited(0))
        }
    }

    @Test func `a process number taken by somebody else does not stop the start`() async throws {
        try await Sandbox.run { sandbox in
            try await sandbox.withCluster { cluster in
                let file = sandbox.data + "/postmaster.pid"
                let before = try String(contentsOfFile: file, encoding: .utf8)
                await cluster.kill()
                // A living process of PostgreSQL's own user, as PostgreSQL ignores those of others.
                var command = Command(path: "/bin/cat", arguments: ["/dev/zero"])
                command.account = try Account.choose(for: sandbox.data)
                let other = try await ChildProcess.start(
                    command,
                    output: OpenFile(open("/dev/null", O_WRONLY | O_CLOEXEC))
                )
                defer { other.signal(SIGKILL) }
                let lines = before.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
                try (["\(other.id)"] + lines).joined(separator: "\n").write(
                    toFile: file,
                    atomically: false,
                    encoding: .utf8
                )
                let socketFile = cluster.socketDirectory + "/.s.PGSQL.5432.lock"
                try "\(other.id)\n".write(toFile: socketFile, atomically: false, encoding: .utf8)
                try await cluster.restart()
                try await cluster.expect("SELECT 1", is: "1")
                #expect(!other.hasEnded)
            }
        }
    }

    @Test func `a half-made cluster is removed and made anew`() async throws {
        try await Sandbox.run { sandbox in
            let unfinished = sandbox.data + ".unfinished-abc"
            try FileManager.default.createDirectory(
                atPath: unfinished + "/base",
                withIntermediateDirectories: true
            )
            try Data("15\n".utf8).write(to: URL(fileURLWithPath: unfinished + "/PG_VERSION"))
            try await sandbox.withCluster { cluster in
                try await cluster.expect("SELECT 1", is: "1")
            }
            #expect(!FileManager.default.fileExists(atPath: unfinished))
        }
    }
}
