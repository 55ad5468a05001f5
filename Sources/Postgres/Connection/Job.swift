// SPDX-License-Identifier: Apache-2.0

/// One piece of work for a connection thread.
final class Job: Sendable {
    enum Outcome {
        /// The work is done; the closure tells the caller, after the connection is back in the pool.
        case done(() -> Void)
        /// There was no connection to be had, but others of the pool may take the work.
        case requeue
    }

    let gate: CancelGate
    let waitUntil: ContinuousClock.Instant
    /// Runs on the connection's thread.
    let work: @Sendable (ConnectionHost) -> Outcome
    /// Tells the caller that the work was never begun.
    let refuse: @Sendable (PostgresError) -> Void

    init(
        gate: CancelGate,
        waitUntil: ContinuousClock.Instant,
        work: @escaping @Sendable (ConnectionHost) -> Outcome,
        refuse: @escaping @Sendable (PostgresError) -> Void
    ) {
        self.gate = gate
        self.waitUntil = waitUntil
        self.work = work
        self.refuse = refuse
    }
}
