// SPDX-License-Identifier: Apache-2.0
import Cluster
import Domain
import Foundation
import Logging
import Postgres
import Publication
import Server

/// One throw-away PostgreSQL for the whole run of the tests, with a migrated template of
/// which every test gets a copy.
package actor TestCluster {
    package static let shared = TestCluster()

    private struct Started: Sendable {
        let conninfo: Conninfo
        let folder: String
    }

    private var starting: Task<Started, any Error>?
    private var number = 0

    package static let logger = {
        var logger = Logger(label: "test")
        logger.logLevel = ProcessInfo.processInfo.environment["TEST_LOG"] != nil ? .debug : .error
        return logger
    }()

    /// How to reach the cluster, and the folder that goes with it; starts it at the first call.
    private func started() async throws -> Started {
        if let starting { return try await starting.value }
        let task = Task {
            let cluster = try await Cluster.throwaway(
                maxConnections: 400,
                // A connection of a test runs most statements a few times; by default each is planned five
                // times anew before its plan is kept.
                settings: [
                    "plan_cache_mode": "force_generic_plan",
                    // It lives for some minutes.
                    "autovacuum": "off", "checkpoint_timeout": "1h", "max_wal_size": "4GB",
                ],
                logger: Self.logger
            )
            Self.keep(cluster)
            let folder = URL(filePath: cluster.options.directory).deletingLastPathComponent()
                .path(percentEncoded: false)
            let conninfo = Conninfo(cluster.connectionInfo)
            let schema = Schema(conninfo.database("template_teahouse"), logger: Self.logger)
            try await schema.create(database: "template_teahouse", superuser: "teahouse")
            _ = try await schema.migrate()
            _ = try KeyRing.create(
                in: Self.keys(in: folder),
                at: Instant(rawValue: Int64(Date.now.timeIntervalSince1970 * 1_000_000))
            )
            return Started(conninfo: conninfo, folder: folder)
        }
        starting = task
        return try await task.value
    }

    private static func keys(in folder: String) -> String { folder + "/keys" }

    /// A fresh database with the present schema.
    package func database() async throws -> Conninfo {
        let conninfo = try await started().conninfo
        number += 1
        let name = "test_\(number)"
        try await asSuperuser(conninfo.database("postgres")) { db in
            try db.execute(
                """
                CREATE DATABASE \(identifier: name) OWNER teahouse_owner
                TEMPLATE template_teahouse STRATEGY wal_log
                """
            )
        }
        return conninfo.database(name)
    }

    /// A fresh state folder with the signing keys that all servers of the tests share, so that what
    /// one has signed another has.
    ///
    /// It goes with the cluster, if not before.
    func stateFolder() async throws -> StateFolder {
        let state = StateFolder("\(try await started().folder)/state-\(UUID())")
        try await layKeys(in: state)
        return state
    }

    /// Makes the keys in a state folder the shared ones again, beside which nothing was signed; the
    /// server's own secret stays.
    func layKeys(in state: StateFolder) async throws {
        let shared = Self.keys(in: try await started().folder)
        let manager = FileManager.default
        try state.make()
        try manager.createDirectory(atPath: state.keys, withIntermediateDirectories: true)
        try manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: state.keys)
        // Whoever has signed something is about to write it down.
        let limit = ContinuousClock.now + .seconds(60)
        while true {
            guard let lock = try? HighCheckpoint(in: state.keys).lock() else {
                guard .now < limit else { throw NeverCame(what: "the lock of \(state.keys)") }
                await Task.yield()
                continue
            }
            for name in try manager.contentsOfDirectory(atPath: state.keys)
            where name != "cursors.key" && !name.hasPrefix(".")
                && !manager.contentsEqual(atPath: shared + "/" + name, andPath: state.keys + "/" + name)
            {
                try manager.removeItem(atPath: state.keys + "/" + name)
            }
            for name in try manager.contentsOfDirectory(atPath: shared)
            where !manager.fileExists(atPath: state.keys + "/" + name) {
                try manager.copyItem(atPath: shared + "/" + name, toPath: state.keys + "/" + name)
            }
            return withExtendedLifetime(lock) {}
        }
    }

    /// A pool of connections outside of every rule, to set up what no caller could.
    nonisolated static func superuser(of conninfo: Conninfo) -> Database {
        var options = PoolOptions(conninfo: conninfo.signedIn(as: "teahouse"), applicationName: "test")
        // One that holds, one that waits for it, and one that looks at both.
        options.size = 3
        // Making a database takes its time on a busy machine.
        options.statementTimeout = .seconds(60)
        options.lockTimeout = .seconds(60)
        // A test holds a row as long as it has something to see meanwhile.
        options.idleInTransactionTimeout = .zero
        options.transactionLimit = .seconds(120)
        return Database(configuration: options, logger: logger)
    }

    /// Runs `body` outside of every rule, on a connection of its own.
    @discardableResult
    package nonisolated func asSuperuser<T: Sendable>(
        _ conninfo: Conninfo,
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        let database = Self.superuser(of: conninfo)
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
