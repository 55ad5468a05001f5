// SPDX-License-Identifier: Apache-2.0

import Logging

/// The connections of one role, and the only way to reach one.
///
/// The closures are synchronous and run on the connection's own thread: nobody can await a network or a file
/// inside a transaction. The closures of `read` and `write` may run more than once, so they touch nothing but the
/// database.
package final class Database: Sendable {
    let pool: Pool

    package init(configuration: PoolOptions, logger: Logger) {
        pool = Pool(configuration, logger: logger)
    }

    deinit {
        pool.abandon()
    }

    package var statistics: PoolStatistics { pool.statistics }

    /// Runs `body` in a read-only transaction.
    ///
    /// `opening` is sent together with BEGIN; `Connection.opening` has its result.
    package func read<T: Sendable>(
        opening: SQL? = nil,
        deadline: ContinuousClock.Instant? = nil,
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        try await perform(Work(mode: .read, opening: opening, body: body), deadline: deadline)
    }

    /// Runs `body` in one transaction and commits it; rolls back and rethrows if `body` throws.
    ///
    /// Serialization failures and deadlocks run the whole again, at most four times in all and within the
    /// deadline.
    package func write<T: Sendable>(
        opening: SQL? = nil,
        deadline: ContinuousClock.Instant? = nil,
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        try await perform(Work(mode: .write, opening: opening, body: body), deadline: deadline)
    }

    /// Runs statements that do not depend on each other's results in one read-only transaction and one round trip.
    package func readAll(
        _ statements: [SQL],
        deadline: ContinuousClock.Instant? = nil
    ) async throws -> [ResultSet] {
        let body: @Sendable (Connection) throws -> [ResultSet] = { try $0.runAll(statements) }
        return try await perform(Work(mode: .read, opening: nil, body: body), deadline: deadline)
    }

    /// Runs `body` on one unchanging view of the database, read-only and without a limit in time.
    ///
    /// It runs once.
    package func snapshot<T: Sendable>(
        deadline: ContinuousClock.Instant? = nil,
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        try await perform(Work(mode: .snapshot, opening: nil, body: body), deadline: deadline)
    }

    /// Runs `body` outside a transaction, for migrations and session locks.
    ///
    /// Whatever it set or locked is undone afterwards (`DISCARD ALL`).
    package func withConnection<T: Sendable>(
        deadline: ContinuousClock.Instant? = nil,
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        try await perform(Work(mode: .session, opening: nil, body: body), deadline: deadline)
    }

    /// Refuses new work, waits for what is under way (`PoolOptions.shutdownGrace`, then it is cancelled), and closes
    /// every connection.
    package func shutdown() async {
        await pool.shutDown()
    }

    private func perform<T: Sendable>(_ work: Work<T>, deadline: ContinuousClock.Instant?) async throws -> T {
        let now = ContinuousClock.now
        let checkoutDeadline = now + pool.options.checkoutTimeout
        let gate = CancelGate(deadline: deadline)
        if work.mode.isLimited, deadline == nil {
            gate.limit(to: checkoutDeadline + pool.options.transactionLimit)
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let job = Job(
                    gate: gate,
                    waitUntil: min(deadline ?? checkoutDeadline, checkoutDeadline),
                    work: { host in host.outcome(of: work, gate: gate, continuation) },
                    refuse: { continuation.resume(throwing: $0) }
                )
                pool.submit(job)
            }
        } onCancel: {
            pool.cancel(gate)
        }
    }
}
