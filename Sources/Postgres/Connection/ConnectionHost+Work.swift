// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One transaction (or session) to be run on a connection: the part of a job that knows SQL.
struct Work<T>: Sendable {
    let mode: TransactionMode
    /// Sent together with BEGIN.
    let opening: [SQL]
    let body: @Sendable (Connection) throws -> T
}

extension ConnectionHost {
    private static let attempts = 4

    /// Runs the work and prepares the answer to the one who waits for it.
    func outcome<T: Sendable>(
        of work: Work<T>,
        gate: CancelGate,
        _ continuation: CheckedContinuation<T, any Error>
    ) -> Job.Outcome {
        let result: Result<T, any Error>
        do {
            result = .success(try perform(work, gate: gate))
        } catch let failure as NoConnection {
            if canRequeue(after: failure) { return .requeue }
            result = .failure(failure.cause)
        } catch {
            result = .failure(error)
        }
        // What was asked to cancel may do so late: nobody else gets this connection.
        if gate.finish() != nil { close() }
        return .done { continuation.resume(with: result) }
    }

    /// Runs the work, again as a whole where that is safe, and leaves the connection idle or closed.
    private func perform<T>(_ work: Work<T>, gate: CancelGate) throws -> T {
        var attempt = 1
        var isReplacement = false
        while true {
            let (session, isUsed) = try checkOut(gate)
            let connection = Connection(
                session,
                mode: work.mode,
                gate: gate,
                timeout: timeout(for: work.mode, gate)
            )
            do {
                if !work.opening.isEmpty { try connection.open(work.opening) }
                let value = try work.body(connection)
                try connection.commit()
                if work.mode == .session, !connection.reset() { discard(gate) }
                return value
            } catch {
                let isReusable = work.mode == .session ? connection.reset() : connection.rollBack()
                let failure = connection.failure ?? error as? PostgresError
                // A primary that has become a standby is not the server to stay with.
                let isDemoted =
                    failure?.isOfFailover == true && suspect(isReusable && work.mode.writes)
                if !isReusable || isDemoted { discard(gate) }
                guard let failure, work.mode.isRepeatable, gate.reason == nil else { throw error }

                if isDemoted {
                    guard !isReplacement else { throw failure.demoted }
                    isReplacement = true
                    continue
                }
                if failure.kind == .connection, isUsed, !connection.hasAnswered, !isReplacement {
                    // The connection had died while it was idle. COMMIT was not
                    // sent, so nothing was done yet.
                    isReplacement = true
                    continue
                }
                guard attempt < ConnectionHost.attempts else { throw error }
                if failure.isRetryable {
                    guard pause(within: gate.deadline) else { throw error }
                } else if !failure.isStalePlan {
                    throw error
                }
                gate.unseal()
                attempt += 1
                noteRetry()
            }
        }
    }

    /// Closes the connection of unfinished work, out of a cancellation's reach.
    private func discard(_ gate: CancelGate) {
        gate.detach()
        close()
    }

    /// Waits a little, different each time, so that two transactions in each other's way do not meet again.
    ///
    /// Returns `false` if there is no time left for that.
    private func pause(within deadline: ContinuousClock.Instant?) -> Bool {
        let pause = Duration.milliseconds(Int.random(in: 5...50))
        if let deadline, ContinuousClock.now + pause >= deadline { return false }
        Thread.sleep(forTimeInterval: Double(pause.milliseconds) / 1000)
        return true
    }

    /// The server's own limit on a statement, where the deadline is nearer than the usual one.
    private func timeout(for mode: TransactionMode, _ gate: CancelGate) -> SQL? {
        guard mode != .session, let deadline = gate.deadline else { return nil }
        let left = ContinuousClock.now.duration(to: deadline)
        guard statementTimeout == .zero || left < statementTimeout else { return nil }
        return "SELECT set_config('statement_timeout', \(String(max(left.milliseconds, 1))), true)"
    }
}
