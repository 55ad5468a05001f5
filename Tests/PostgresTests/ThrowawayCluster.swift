// SPDX-License-Identifier: Apache-2.0

import Cluster
import Dispatch
import Foundation
import Logging
import Synchronization

@testable import Postgres

/// The servers that these tests run on; they end with the test process.
enum ThrowawayCluster {
    /// One for all tests that leave it running.
    static let shared = Task { try await Cluster.throwaway(logger: quiet) }

    static let quiet = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }

    /// One that a test may stop or fill up, and discards.
    static func own(maxConnections: Int = 100, settings: [String: String] = [:]) async throws -> Cluster {
        // One start after the other: each also clears away what earlier runs left.
        _ = try await shared.value
        return try await Cluster.throwaway(maxConnections: maxConnections, settings: settings, logger: quiet)
    }

    /// Pools on a database of its own, closed when `body` is over.
    static func withDatabase(
        size: Int = 4,
        _ configure: (inout PoolOptions) -> Void = { _ in },
        _ body: (Database, PoolOptions) async throws -> Void
    ) async throws {
        let cluster = try await shared.value
        let name = "test_\(UUID().uuidString.lowercased().replacing("-", with: ""))"
        try await withPool(on: cluster, database: "postgres", size: 1) { admin, _ in
            try await admin.withConnection { db in
                _ = try db.execute("CREATE DATABASE \(identifier: name) STRATEGY wal_log")
            }
        }
        try await withPool(on: cluster, database: name, size: size, configure, body)
    }

    static func withPool(
        on cluster: Cluster,
        database: String,
        size: Int = 4,
        _ configure: (inout PoolOptions) -> Void = { _ in },
        _ body: (Database, PoolOptions) async throws -> Void
    ) async throws {
        var options = PoolOptions(
            conninfo: "\(cluster.connectionInfo) user=teahouse dbname=\(database)",
            applicationName: "driver tests"
        )
        options.size = size
        // Many tests at once on two cores: only a test about time has a short one.
        options.checkoutTimeout = .seconds(60)
        options.connectTimeout = .seconds(30)
        options.statementTimeout = .seconds(60)
        options.lockTimeout = .seconds(60)
        options.transactionLimit = .seconds(120)
        configure(&options)
        try await withPool(options, body)
    }

    static func withPool(
        _ options: PoolOptions,
        _ body: (Database, PoolOptions) async throws -> Void
    ) async throws {
        let database = Database(configuration: options, logger: quiet)
        do {
            try await body(database, options)
        } catch {
            await database.shutdown()
            throw error
        }
        await database.shutdown()
    }
}

/// A signal that a closure on a connection's thread can wait for.
final class Latch: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func open() {
        semaphore.signal()
    }

    /// Waits, but not for ever: a test that goes wrong should fail, not hang.
    func wait() {
        _ = semaphore.wait(timeout: .now() + 60)
    }
}

/// A signal that a task can await.
final class Signal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func send() {
        continuation.yield()
    }

    func wait() async {
        for await _ in stream { return }
    }
}

/// A number that closures on several threads count up.
final class Counter: Sendable {
    private let count = Atomic(0)

    @discardableResult
    func increment() -> Int {
        count.add(1, ordering: .sequentiallyConsistent).newValue
    }

    var value: Int { count.load(ordering: .sequentiallyConsistent) }
}

extension Database {
    /// Waits, on the server, until the query says `true`.
    func until(_ condition: SQL) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            let isMet: Bool = try await withConnection { db in
                // Two statements: one alone would see the state of one moment only.
                let isMet: Bool? = try db.scalar(condition)
                if isMet != true { _ = try db.execute("SELECT pg_sleep(0.01)") }
                return isMet == true
            }
            if isMet { return }
        }
        throw PostgresError(kind: .deadline, message: "what the test waits for does not happen")
    }

    func one<T: SQLDecodable & Sendable>(_ sql: SQL) async throws -> T? {
        try await read { db in try db.scalar(sql) }
    }

    func run(_ sql: SQL) async throws {
        try await write { db in _ = try db.execute(sql) }
    }
}

/// What `body` throws, as an error of the driver.
func failure(_ body: () async throws -> some Any) async -> PostgresError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? PostgresError
    }
}
