// SPDX-License-Identifier: Apache-2.0
import Cluster
import Foundation
import Logging
import Postgres
import Server

/// One throw-away PostgreSQL for the whole run of the tests, with a migrated template of which every test gets a copy.
package actor TestCluster {
    package static let shared = TestCluster()

    private var starting: Task<Conninfo, any Error>?
    private var number = 0

    package static let logger = {
        var logger = Logger(label: "test")
        logger.logLevel = ProcessInfo.processInfo.environment["TEST_LOG"] != nil ? .debug : .error
        return logger
    }()

    /// How to reach the cluster; starts it at the first call.
    package func conninfo() async throws -> Conninfo {
        if let starting { return try await starting.value }
        let task = Task {
            let cluster = try await Cluster.throwaway(maxConnections: 400, logger: Self.logger)
            Self.keep(cluster)
            let conninfo = Conninfo(cluster.connectionInfo)
            let schema = Schema(conninfo.database("template_teahouse"), logger: Self.logger)
            try await schema.create(database: "template_teahouse", superuser: "teahouse")
            _ = try await schema.migrate()
            return conninfo
        }
        starting = task
        return try await task.value
    }

    /// A fresh database with the present schema.
    package func database() async throws -> Conninfo {
        let conninfo = try await conninfo()
        number += 1
        let name = "test_\(number)"
        try await asSuperuser(conninfo.database("postgres")) { db in
            try db.execute(
                "CREATE DATABASE \(identifier: name) OWNER teahouse_owner TEMPLATE template_teahouse STRATEGY wal_log"
            )
        }
        return conninfo.database(name)
    }

    /// Runs `body` outside of every rule, to set up what no caller could.
    @discardableResult
    package nonisolated func asSuperuser<T: Sendable>(
        _ conninfo: Conninfo,
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        var options = PoolOptions(conninfo: conninfo.signedIn(as: "teahouse"), applicationName: "test")
        options.size = 1
        // Making a database takes its time on a busy machine.
        options.statementTimeout = .seconds(60)
        let database = Database(configuration: options, logger: Self.logger)
        do {
            let value = try await database.withConnection(body)
            await database.shutdown()
            return value
        } catch {
            await database.shutdown()
            throw error
        }
    }

    // The cluster dies with the process; until then somebody has to hold it.
    private static func keep(_ cluster: Cluster) {
        Task.detached { await cluster.supervise() }
    }
}
