// SPDX-License-Identifier: Apache-2.0

/// A borrowed connection, reachable only inside the closure it was borrowed for, on
/// the connection's own thread.
package final class Connection {
    private let session: Session
    private let gate: CancelGate
    private let mode: TransactionMode
    /// BEGIN and settings, which travel with the first statement.
    private var prelude: [SQL]
    /// Statements whose results nobody waits for, which travel with the next one as well.
    private var waiting: [SQL] = []
    /// What the opening statements of `read` or `write` returned, in their order.
    package private(set) var openings: ArraySlice<ResultSet> = []
    /// The failure that doomed the transaction, even if the closure went on to throw something else.
    private(set) var failure: PostgresError?
    /// Whether the server has answered anything yet.
    private(set) var hasAnswered = false
    private var isOver = false

    init(_ session: Session, mode: TransactionMode, gate: CancelGate, timeout: SQL?) {
        self.session = session
        self.mode = mode
        self.gate = gate
        prelude = mode.prelude
        if let timeout { prelude.append(timeout) }
    }

    func open(_ statements: [SQL]) throws(PostgresError) {
        openings = try queryAll(statements + mode.closing).dropLast(mode.closing.count)
    }

    /// What the first opening statement returned; `nil` when there was none.
    package var opening: ResultSet? { openings.first }

    /// Runs one statement, behind BEGIN if it is the transaction's first.
    func run(_ statement: SQL) throws(PostgresError) -> ResultSet {
        guard let result = try queryAll([statement]).last else {
            throw PostgresError(kind: .misuse, message: "no result")
        }
        return result
    }

    /// Runs statements one after the other in one round trip and returns all that each of them returns.
    ///
    /// - Throws: `PostgresError` as `query` does; when one is refused none has a result.
    package func queryAll(_ statements: [SQL]) throws(PostgresError) -> [ResultSet] {
        // Taken once: what is tried again after a stale plan begins with BEGIN again.
        let all = takeAhead() + statements
        let results = try guarded { () throws(PostgresError) in try session.run(all) }
        return Array(results.suffix(statements.count))
    }

    /// Has a statement of a write run together with the next one, or with COMMIT, in one round trip; what it
    /// returns is dropped.
    ///
    /// In the order of the transaction it stands where it is given. When it is refused, the next statement
    /// throws, or the transaction's end; until then nothing is known of it.
    ///
    /// - Throws: outside a write, where it runs at once, `PostgresError` as `query` does.
    package func executeLater(_ statement: SQL) throws(PostgresError) {
        guard mode == .write else {
            _ = try run(statement)
            return
        }
        waiting.append(statement)
    }

    /// Runs an opening and statements between BEGIN and COMMIT, all in one round trip.
    func runAll(opening: [SQL], _ statements: [SQL]) throws(PostgresError) -> [ResultSet] {
        let ahead = takeAhead() + opening
        let all = ahead + mode.closing + statements + ["COMMIT"]
        let results = try guarded { () throws(PostgresError) in try session.run(all) }
        isOver = true
        return results[..<ahead.count].suffix(opening.count) + results.dropLast().suffix(statements.count)
    }

    /// Runs several statements by the simple protocol, for migrations.
    ///
    /// The text must be the program's own. What the statements return is dropped.
    ///
    /// - Throws: `PostgresError` as `query` does, and of the kind `misuse` when the text has a NUL.
    package func script(_ text: String) throws(PostgresError) {
        try begin()
        _ = try guarded { () throws(PostgresError) in try session.simple(text) }
    }

    /// Runs `COPY (…) TO STDOUT` and calls `body` with each chunk (in text format, one row), as they come.
    ///
    /// A chunk is valid during its call only. If `body` throws, the connection is closed.
    ///
    /// - Throws: what `body` throws, and `PostgresError` as `query` does; of the kind `misuse` when the
    ///   statement has binds or is no `COPY … TO STDOUT`.
    package func copyOut(_ statement: SQL, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard statement.binds.isEmpty else {
            throw PostgresError(kind: .misuse, message: "PostgreSQL takes no binds in COPY")
        }
        try begin()
        try guardedAny { try session.copyOut(statement.text, body) }
    }

    private func takeAhead() -> [SQL] {
        defer { (prelude, waiting) = ([], []) }
        return prelude + waiting
    }

    /// Runs what would travel with the next statement.
    private func begin() throws(PostgresError) {
        let all = takeAhead()
        guard !all.isEmpty else { return }
        _ = try guarded { () throws(PostgresError) in try session.run(all) }
    }

    private func guarded<T>(_ body: () throws(PostgresError) -> T) throws(PostgresError) -> T {
        do throws(PostgresError) {
            try ready()
            let value: T
            do throws(PostgresError) {
                value = try body()
            } catch  where error.isStalePlan && session.isIdle && !session.isSpoiled {
                // Outside a transaction nothing is lost by preparing anew at once.
                value = try body()
            }
            hasAnswered = true
            return value
        } catch {
            throw noted(error)
        }
    }

    private func guardedAny(_ body: () throws -> Void) throws {
        do {
            try ready()
            try body()
            hasAnswered = true
        } catch let error as PostgresError {
            throw noted(error)
        }
    }

    private func ready() throws(PostgresError) {
        guard !isOver else {
            throw PostgresError(kind: .misuse, message: "the connection was used after its closure")
        }
        try gate.check()
    }

    /// Notes a failure and says whose doing it was.
    private func noted(_ error: PostgresError) -> PostgresError {
        if error.kind != .connection { hasAnswered = true }
        let cause = gate.reason.map { PostgresError($0) } ?? error
        if mode != .session || session.isSpoiled { failure = failure ?? cause }
        return cause
    }
}

extension Connection {
    /// Ends the transaction in success.
    ///
    /// A read does not wait for the answer.
    func commit() throws(PostgresError) {
        guard !isOver else { return }
        // A failure that the closure swallowed still fails the transaction.
        if mode != .session, let failure { throw failure }
        // What only waits is begun by itself: it can be done again while COMMIT is not sent.
        if !prelude.isEmpty, !waiting.isEmpty { try begin() }
        isOver = true
        guard mode != .session else { return }
        // Nothing was begun.
        guard prelude.isEmpty else { return }
        guard session.isInTransaction else { throw session.lost() }
        switch mode {
        case .read, .openedRead, .snapshot, .session:
            try session.runLater("COMMIT")
        case .write:
            guard session.isStillThere else { throw session.lost() }
            try gate.seal()
            session.notices.hasGivenUpStandby = false
            do throws(PostgresError) {
                _ = try session.run(takeAhead() + ["COMMIT"])
            } catch  where error.kind == .connection {
                throw PostgresError(kind: .commitUnknown, sqlState: error.sqlState, message: error.message)
            } catch  where error.isLockTimeout {
                // Not this one's lock: whoever notifies has the commits of all wait, for a standby as well.
                let blocked = PostgresError(kind: .commitBlocked, sqlState: error.sqlState)
                failure = blocked
                throw blocked
            } catch {
                failure = error
                throw error
            }
            if session.notices.hasGivenUpStandby {
                throw PostgresError(kind: .commitUnknown, message: "no standby is known to have it")
            }
        }
    }

    /// Ends the transaction in failure.
    ///
    /// Returns whether the connection can be used again.
    func rollBack() -> Bool {
        isOver = true
        guard !session.isSpoiled, session.isConnected else { return false }
        if session.isInTransaction {
            // A connection that cannot roll back is closed, which rolls back too: the first
            // error is the one to tell.
            guard (try? session.simple("ROLLBACK")) != nil else { return false }
        }
        return session.isIdle
    }

    /// Ends a session's work: what it set, locked or prepared is forgotten.
    ///
    /// Returns whether that succeeded.
    func reset() -> Bool {
        isOver = true
        guard !session.isSpoiled, session.isConnected, session.isIdle else { return false }
        guard (try? session.simple("DISCARD ALL")) != nil else { return false }
        session.statements.reset()
        return true
    }
}
