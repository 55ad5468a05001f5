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
    /// The pool's epoch in which the session was known to be of use.
    private var epoch = 0

    init(_ pool: Pool) {
        self.pool = pool
    }

    var isConnected: Bool { session != nil }

    /// The connection to work with, and whether it has been used before.
    func checkOut(_ gate: CancelGate) throws -> (session: Session, isUsed: Bool) {
        try gate.check()
        let epoch = pool.epoch
        if let session, session.settle() {
            gate.attach(session.cancellation)
            if self.epoch == epoch || !session.isOnStandby {
                self.epoch = epoch
                return (session, true)
            }
            gate.detach()
        }
        close()
        let session: Session
        do throws(PostgresError) {
            session = try pool.connect(while: { gate.reason == nil })
        } catch {
            throw NoConnection(cause: gate.reason.map { PostgresError($0) } ?? error)
        }
        self.session = session
        self.epoch = epoch
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

    /// Notes that the server may have changed its part, as in a failover.
    ///
    /// Returns whether it has: asked, if `asks` says so, it takes no writes.
    func suspect(_ asks: Bool) -> Bool {
        pool.suspectAll()
        return asks && session?.isOnStandby == true
    }

    func close() {
        guard session != nil else { return }
        session = nil
        pool.noteClosed()
    }
}
