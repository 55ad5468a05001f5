// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Glibc

/// One server connection: a thin object over `PGconn`.
///
/// Used on one thread only.
final class Session {
    let raw: OpaquePointer
    let cancellation: Cancellation
    let notices: NoticeLog
    var statements: StatementCache
    let prepares: Bool
    /// Set when the connection must not be used for anything more than closing it.
    var isSpoiled = false
    /// A statement whose result has not been read yet (the COMMIT of a read).
    private var isUnsettled = false

    init(raw: OpaquePointer, cancellation: Cancellation, notices: NoticeLog, options: PoolOptions) {
        self.raw = raw
        self.cancellation = cancellation
        self.notices = notices
        statements = StatementCache(limit: options.statementCacheSize)
        prepares = options.preparesStatements
    }

    deinit {
        PQfinish(raw)
    }

    var isConnected: Bool { PQstatus(raw) == CONNECTION_OK }
    var isIdle: Bool { PQtransactionStatus(raw) == PQTRANS_IDLE }
    var isInTransaction: Bool {
        let status = PQtransactionStatus(raw)
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
    }
    var isInFailedTransaction: Bool { PQtransactionStatus(raw) == PQTRANS_INERROR }

    /// Runs the statements in one round trip.
    ///
    /// They stand or fall together: the first failure is thrown, and the server skips what comes behind it.
    func run(_ batch: [SQL]) throws(PostgresError) -> [ResultSet] {
        if statements.needsReset { try forgetStatements() }
        let commands = plan(batch)
        try send(commands)
        var results: [ResultSet] = []
        results.reserveCapacity(batch.count)
        var failure: PostgresError?
        for command in commands {
            let result = try receive()
            switch result.status {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY, PGRES_SINGLE_TUPLE:
                if !command.isPreparation { results.append(result) }
                continue
            case PGRES_PIPELINE_ABORTED:
                break
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                // libpq cannot leave this state inside a pipeline.
                isSpoiled = true
                throw PostgresError(kind: .misuse, message: "COPY needs copyOut")
            default:
                failure = failure ?? self.failure(result)
            }
            if case .prepare(_, let sql) = command { statements.forget(sql) }
        }
        // Behind a lost connection nothing more comes, and what libpq would say of it
        // hides the server's reason.
        if let failure, isSpoiled { throw failure }
        try endPipeline()
        if let failure { throw failure }
        return results
    }

    /// Sends a statement and leaves its result to `settle`.
    func runLater(_ sql: SQL) throws(PostgresError) {
        try send(plan([sql]))
        isUnsettled = true
    }

    /// Reads what `runLater` left and tells whether the idle connection can be used: it is neither closed by
    /// the server nor inside a transaction.
    func settle() -> Bool {
        if isUnsettled {
            isUnsettled = false
            do throws(PostgresError) {
                while !isSpoiled {
                    let result = try receive()
                    if result.status == PGRES_PIPELINE_SYNC { break }
                    if result.status == PGRES_FATAL_ERROR { throw self.failure(result) }
                }
                guard PQexitPipelineMode(raw) == 1 else { return false }
            } catch {
                return false
            }
        }
        return !isSpoiled && isIdle && isStillThere
    }

    /// Whether the server has not closed the connection while nothing was asked of it.
    var isStillThere: Bool {
        // POLLRDHUP, which Glibc's module hides: the other side of a TCP connection has hung up.
        let hangUp: Int16 = 0x2000
        var socket = pollfd(fd: PQsocket(raw), events: Int16(POLLIN) | hangUp, revents: 0)
        guard poll(&socket, 1, 0) != 0 else { return isConnected }
        guard socket.revents & (Int16(POLLHUP) | Int16(POLLERR) | hangUp) == 0 else { return false }
        // It has something to say: a notice or a changed setting.
        return PQconsumeInput(raw) == 1 && isConnected
    }

    /// Whether the server, asked now, is one that takes no writes; so does one that gives no answer.
    ///
    /// To be asked of an idle connection.
    var isOnStandby: Bool {
        let answer: Bool? = try? run(["SELECT pg_is_in_recovery()"]).first?.scalar()
        return answer != false
    }

    /// Drops every prepared statement, on the server too.
    private func forgetStatements() throws(PostgresError) {
        statements.reset()
        _ = try simple("DEALLOCATE ALL")
    }

    /// Turns an error result into what is thrown and notes what it means for this connection.
    func failure(_ result: ResultSet) -> PostgresError {
        let failure = PostgresError(result)
        if failure.kind == .connection || !isConnected { isSpoiled = true }
        if failure.isStalePlan { statements.expire() }
        return failure
    }
}
