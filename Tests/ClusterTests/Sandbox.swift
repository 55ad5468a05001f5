// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Logging
import Processes
import Testing

@testable import Cluster

/// A folder for one test, removed after it.
struct Sandbox {
    let folder: String
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Runs `body` with a fresh folder below `parent`.
    ///
    /// Open to all, because PostgreSQL may run as another user.
    static func run(in parent: String = "/tmp", _ body: (Sandbox) async throws -> Void) async throws {
        let folder = "\(parent)/teahouse-test-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755]
        )
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(Sandbox(folder: folder))
    }

    var data: String { folder + "/data" }

    var options: ClusterOptions {
        ClusterOptions(directory: data, durability: .throwaway)
    }

    /// Runs `body` with a started cluster, which is stopped afterwards.
    func withCluster(_ options: ClusterOptions? = nil, _ body: (Cluster) async throws -> Void) async throws {
        let cluster = try await Cluster.start(options ?? self.options, logger: logger)
        do {
            try await body(cluster)
        } catch {
            await cluster.stop()
            throw error
        }
        await cluster.stop()
    }

    /// The server processes that use the data folder.
    var servers: Set<RunningProcess> {
        get throws { try EarlierServer(of: data, logger: logger)?.processes ?? [] }
    }

    var entries: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }
    }
}

extension Cluster {
    /// What `psql` prints for a statement.
    nonisolated func query(_ statement: String) async throws -> String {
        var command = Command(path: binaryDirectory + "/psql", arguments: [])
        command.arguments = ["-XAtq", "-c", statement, "\(connectionInfo) user=teahouse dbname=postgres"]
        return try await command.run().output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    nonisolated func expect(
        _ statement: String,
        is value: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await query(statement)
        #expect(answer == value, "\(statement)", sourceLocation: sourceLocation)
    }
}
