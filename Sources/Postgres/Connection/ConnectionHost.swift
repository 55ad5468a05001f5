// SPDX-License-Identifier: Apache-2.0

/// A connection could not be made; nothing of the work was done.
struct NoConnection: Error {
    let cause: PostgresError
}

/// A connection thread's connection: made when it is needed, replaced when it is lost.
///
/// Stays on its thread.
final class ConnectionHost {
    private let pool: Pool
    private var session: Session?

    init(_ pool: Pool) {
        self.pool = pool
    }

    var isConnected: Bool { session != nil }

    /// The connection to work with, and whether it has been used before.
    func checkOut(_ gate: CancelGate) throws -> (session: Session, isUsed: Bool) {
        try gate.check()
        if let session, session.settle() {
            gate.attach(session.cancellation)
            return (session, true)
        }
        close()
        let session: Session
        do throws(PostgresError) {
            session = try pool.connect(while: { gate.reason == nil })
        } catch {
            throw NoConnection(cause: gate.reason.map { PostgresError($0) } ?? error)
        }
        self.session = session
        gate.attach(session.cancellation)
        return (session, false)
    }

    var statementTimeout: Duration { pool.options.statementTimeout }

    func noteRetry() {
        pool.noteRetry()
    }

    /// Whether the pool could still serve a caller for whom no connection could be made.
    func canRequeue(after failure: NoConnection) -> Bool {
        failure.cause.isTooManyConnections && pool.isAnyConnected
    }

    func close() {
        guard session != nil else { return }
        session = nil
        pool.noteClosed()
    }
}
