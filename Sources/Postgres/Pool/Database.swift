// SPDX-License-Identifier: Apache-2.0

import Logging

/// The connections of one role, and the only way to reach one.
///
/// The closures are synchronous and run on the connection's own thread: nobody can await a network or a
/// file inside a transaction. The closures of `read` and `write` may run more than once, so they touch
/// nothing but the database.
package final class Database: Sendable {
    let pool: Pool

    /// Connects to nothing yet: a connection is made when work first needs it.
    package init(configuration: PoolOptions, logger: Logger) {
        pool = Pool(configuration, logger: logger)
    }

    deinit {
        pool.abandon()
    }

    /// What the pool is doing at this moment, and has done since it was made.
    package var statistics: PoolStatistics { pool.statistics }

    /// Runs `body` in a read-only transaction.
    ///
    /// `opening` is sent together with BEGIN, and may write; `Connection.opening` has its result. Without
    /// a `deadline` the limit of `PoolOptions.transactionLimit` holds.
    ///
    /// - Throws: what `body` throws, and `PostgresError` of the kind `checkoutTimeout` when no connection
    ///   became free in time, `deadline` when the deadline passed, `cancelled` when the task was, `shutdown`
    ///   when the pool is shut down, and `connection` when none could be made or it was lost.
    package func read<T: Sendable>(
        opening: SQL? = nil,
        deadline: ContinuousClock.Instant? = nil,
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        let mode: TransactionMode = opening == nil ? .read : .openedRead
        let opening = opening.map { [$0] } ?? []
        return try await perform(Work(mode: mode, opening: opening, body: body), deadline: deadline)
    }

    /// Runs `body` in one transaction and commits it; rolls back and rethrows if `body` throws.
    ///
    /// Serialization failures and deadlocks run the whole again, at most four times in all and within the
    /// deadline. `opening` and `deadline` are as in `read`; `further` statements go with the opening, and
    /// `Connection.openings` has all their results.
    ///
    /// - Throws: as `read` does, and `PostgresError` of the kind `commitUnknown` when the connection was lost
    ///   after COMMIT had been sent.
    package func write<T: Sendable>(
        opening: SQL? = nil,
        further: [SQL] = [],
        deadline: ContinuousClock.Instant? = nil,
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        let opening = (opening.map { [$0] } ?? []) + further
        return try await perform(Work(mode: .write, opening: opening, body: body), deadline: deadline)
    }

    /// Runs statements that do not depend on each other's results in one read-only transaction and one round
    /// trip, behind an opening as in `read`.
    ///
    /// Returns one result for the opening, if there is one, and one for each statement, in their order.
    ///
    /// - Throws: `PostgresError` as `read` does, and of the kind `server` when a statement is refused: then
    ///   none has a result.
    package func readAll(
        opening: SQL? = nil,
        _ statements: [SQL],
        deadline: ContinuousClock.Instant? = nil
    ) async throws -> [ResultSet] {
        let mode: TransactionMode = opening == nil ? .read : .openedRead
        let opening = opening.map { [$0] } ?? []
        let body: @Sendable (Connection) throws -> [ResultSet] = {
            try $0.runAll(opening: opening, statements)
        }
        return try await perform(Work(mode: mode, opening: [], body: body), deadline: deadline)
    }

    /// Runs `body` on one unchanging view of the database, read-only and without a limit in time.
    ///
    /// It runs once; without a `deadline` only a cancelled task or a shutdown ends it early.
    ///
    /// - Throws: as `read` does.
    package func snapshot<T: Sendable>(
        deadline: ContinuousClock.Instant? = nil,
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        try await perform(Work(mode: .snapshot, opening: [], body: body), deadline: deadline)
    }

    /// Runs `body` outside a transaction, for migrations and session locks.
    ///
    /// Whatever it set or locked is undone afterwards (`DISCARD ALL`). It runs once, without a limit in time
    /// but a `deadline` and the server's own.
    ///
    /// - Throws: as `read` does.
    package func withConnection<T: Sendable>(
        deadline: ContinuousClock.Instant? = nil,
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        try await perform(Work(mode: .session, opening: [], body: body), deadline: deadline)
    }

    /// Refuses new work, waits for what is under way (`PoolOptions.shutdownGrace`, then it is cancelled),
    /// and closes every connection.
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
