// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Decides what a cancellation or a deadline may still do to one piece of work.
///
/// A statement is cancelled only between `attach` and `finish`, and a connection that was asked to cancel is
/// closed afterwards, so that a late request cannot hit the next borrower's statement. From `seal` on, when
/// COMMIT is under way, nothing is cancelled any more.
final class CancelGate: Sendable {
    enum Reason: Sendable {
        case cancelled, deadline, shutdown
    }

    private struct State {
        var reason: Reason?
        var target: Cancellation?
        var deadline: ContinuousClock.Instant?
        var severAt: ContinuousClock.Instant?
        var isSealed = false
    }

    /// How long the server has to react before the connection is cut.
    private static let grace = Duration.seconds(2)

    private let state: Mutex<State>

    init(deadline: ContinuousClock.Instant?) {
        state = Mutex(State(deadline: deadline))
    }

    var reason: Reason? { state.withLock { $0.reason } }

    var deadline: ContinuousClock.Instant? { state.withLock { $0.deadline } }

    func check() throws(PostgresError) {
        if let reason { throw PostgresError(reason) }
    }

    /// Shortens the deadline.
    func limit(to instant: ContinuousClock.Instant) {
        state.withLock { $0.deadline = min($0.deadline ?? instant, instant) }
    }

    /// From now on a cancellation reaches this connection.
    func attach(_ target: Cancellation) {
        state.withLock { $0.target = target }
    }

    /// The connection is about to be closed or handed back.
    func detach() {
        state.withLock { $0.target = nil }
    }

    /// Called before COMMIT is sent; throws when the work is not wanted any more.
    func seal() throws(PostgresError) {
        let reason = state.withLock { state in
            state.isSealed = state.reason == nil
            return state.reason
        }
        if let reason { throw PostgresError(reason) }
    }

    /// COMMIT failed and the work may start anew.
    func unseal() {
        state.withLock { $0.isSealed = false }
    }

    /// Ends the work; returns why it was stopped, if it was.
    func finish() -> Reason? {
        state.withLock { state in
            state.target = nil
            state.isSealed = true
            return state.reason
        }
    }

    func cancel(_ reason: Reason) {
        let target: Cancellation? = state.withLock { state in
            guard state.reason == nil, !state.isSealed else { return nil }
            state.reason = reason
            state.severAt = ContinuousClock.now + CancelGate.grace
            return state.target
        }
        target?.cancel()
    }

    /// Does what is due and returns when to come again.
    ///
    /// Called by the watchdog.
    func tick(_ now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        let (isDue, next) = state.withLock { state -> (Bool, ContinuousClock.Instant?) in
            let severAt = state.severAt ?? state.deadline.map { $0 + CancelGate.grace }
            if let severAt, severAt <= now {
                // Under the lock: `detach` must not return, and the descriptor not be
                // closed, in the middle of it.
                state.target?.sever()
                return (false, nil)
            }
            guard state.reason == nil, !state.isSealed, let deadline = state.deadline else {
                return (false, severAt)
            }
            return deadline <= now ? (true, severAt) : (false, deadline)
        }
        if isDue {
            cancel(.deadline)
            return now + CancelGate.grace
        }
        return next
    }
}
