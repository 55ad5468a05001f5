// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Processes
import Testing

@testable import Cluster

@Suite struct StartTests {
    @Test func `a fresh folder becomes a cluster that answers`() async throws {
        try await Sandbox.run { sandbox in
            try await sandbox.withCluster { cluster in
                try await cluster.expect("SELECT 6 * 7", is: "42")
                try await cluster.expect("SHOW data_checksums", is: "on")
                try await cluster.expect("SHOW server_encoding", is: "UTF8")
                try await cluster.expect("SELECT datcollate FROM pg_database LIMIT 1", is: "C.UTF-8")
                let mode = try #require(try SystemCall.status(of: cluster.socketDirectory)).st_mode & 0o777
                #expect(mode == 0o700)
            }
        }
    }

    @Test func `a durable cluster keeps its settings whatever is asked for`() async throws {
        try await Sandbox.run { sandbox in
            var options = ClusterOptions(directory: sandbox.data)
            options.settings = ["fsync": "off", "listen_addresses": "*", "work_mem": "5MB"]
            try await sandbox.withCluster(options) { cluster in
                for (setting, value) in [
                    ("fsync", "on"), ("synchronous_commit", "on"), ("full_page_writes", "on"),
                    ("listen_addresses", ""),
                    ("work_mem", "5MB"), ("max_connections", "100"), ("TimeZone", "UTC"),
                ] {
                    try await cluster.expect("SHOW \(setting)", is: value)
                }
            }
        }
    }

    @Test func `the server never runs as root`() async throws {
        try await Sandbox.run { sandbox in
            try await sandbox.withCluster { cluster in
                let process = try #require(await cluster.processID)
                let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
                let users = try #require(status.split(separator: "\n").first { $0.hasPrefix("Uid:") })
                #expect(!users.split(separator: "\t").contains("0"))
            }
        }
    }

    @Test func `a second start finds the data of the first`() async throws {
        try await Sandbox.run { sandbox in
            try await sandbox.withCluster { cluster in
                _ = try await cluster.query("CREATE TABLE kept AS SELECT 7 AS number")
            }
            try await sandbox.withCluster { cluster in
                try await cluster.expect("SELECT number FROM kept", is: "7")
            }
        }
    }

    @Test func `stop leaves no process and no socket`() async throws {
        try await Sandbox.run { sandbox in
            let cluster = try await Cluster.start(sandbox.options, logger: sandbox.logger)
            #expect(try !sandbox.servers.isEmpty)
            await cluster.stop()
            #expect(try sandbox.servers.isEmpty)
            #expect(await cluster.processID == nil)
            #expect(!FileManager.default.fileExists(atPath: cluster.socketDirectory))
            await cluster.stop()
        }
    }

    @Test func `a second starter is refused and told who is there`() async throws {
        try await Sandbox.run { sandbox in
            try await sandbox.withCluster { cluster in
                let error = try await #require(throws: ClusterError.self) {
                    try await Cluster.start(sandbox.options, logger: sandbox.logger)
                }
                #expect(error.description.contains("process \(getpid())"))
                try await cluster.expect("SELECT 1", is: "1")
            }
        }
    }

    @Test func `a path too long for a socket gets a short one`() async throws {
        try await Sandbox.run { sandbox in
            let long = sandbox.folder + "/" + String(repeating: "a long state folder ", count: 6) + "'s end"
            var options = sandbox.options
            options.directory = long + "/data"
            try FileManager.default.createDirectory(
                atPath: long,
                withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o755]
            )
            try await sandbox.withCluster(options) { cluster in
                #expect(cluster.socketDirectory.utf8.count < 60)
                try await cluster.expect("SELECT 1", is: "1")
            }
        }
    }

    @Test func `odd characters in the path do no harm`() async throws {
        try await Sandbox.run { sandbox in
            var options = sandbox.options
            options.directory = sandbox.folder + "/it's \"q\\d\", c/data"
            try await sandbox.withCluster(options) { cluster in
                try await cluster.expect("SELECT 1", is: "1")
            }
            options.socketDirectory = sandbox.folder + "/it's \"q\\d\" c"
            try await sandbox.withCluster(options) { cluster in
                try await cluster.expect("SELECT 1", is: "1")
            }
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root starts PostgreSQL as another user"))
    func `a folder that only root can reach serves as well`() async throws {
        try await Sandbox.run { sandbox in
            try SystemCall.check(chmod(sandbox.folder, 0o700), "close", sandbox.folder)
            try await sandbox.withCluster { cluster in
                _ = try await cluster.query("CREATE TABLE kept AS SELECT 7 AS number")
                #expect(!cluster.socketDirectory.hasPrefix(sandbox.folder))
            }
            try await sandbox.withCluster { cluster in
                try await cluster.expect("SELECT number FROM kept", is: "7")
            }
        }
    }

    @Test func `a symbolic link to a state folder is the same folder`() async throws {
        try await Sandbox.run { sandbox in
            let link = sandbox.folder + "/link"
            try SystemCall.makeFolders(sandbox.folder + "/real")
            try SystemCall.check(chmod(sandbox.folder + "/real", 0o755), "open up", "real")
            try SystemCall.check(symlink(sandbox.folder + "/real", link), "link", link)
            var options = sandbox.options
            options.directory = link + "/data"
            try await sandbox.withCluster(options) { cluster in
                #expect(cluster.options.directory == sandbox.folder + "/real/data")
                try await cluster.expect("SELECT 1", is: "1")
            }
        }
    }

    @Test func `a folder with other content is refused and left alone`() async throws {
        try await Sandbox.run { sandbox in
            try FileManager.default.createDirectory(atPath: sandbox.data, withIntermediateDirectories: false)
            try Data("mine".utf8).write(to: URL(fileURLWithPath: sandbox.data + "/notes.txt"))
            await #expect(throws: ClusterError.notACluster(directory: sandbox.data)) {
                try await Cluster.start(sandbox.options, logger: sandbox.logger)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: sandbox.data) == ["notes.txt"])
        }
    }

    @Test func `a cluster of another version is refused by name`() async throws {
        try await Sandbox.run { sandbox in
            try FileManager.default.createDirectory(atPath: sandbox.data, withIntermediateDirectories: false)
            try Data("9\n".utf8).write(to: URL(fileURLWithPath: sandbox.data + "/PG_VERSION"))
            await #expect(throws: ClusterError.otherVersion(directory: sandbox.data, version: "9")) {
                try await Cluster.start(sandbox.options, logger: sandbox.logger)
            }
        }
    }

    @Test func `a failed start shows what the server said`() async throws {
        try await Sandbox.run { sandbox in
            var options = sandbox.options
            options.settings = ["shared_buffers": "a cup"]
            let error = try await #require(throws: ClusterError.self) {
                try await Cluster.start(options, logger: sandbox.logger)
            }
            #expect(error.description.contains("invalid value for parameter \"shared_buffers\": \"a cup\""))
            try await sandbox.withCluster { cluster in
                try await cluster.expect("SELECT 1", is: "1")
            }
        }
    }
}
