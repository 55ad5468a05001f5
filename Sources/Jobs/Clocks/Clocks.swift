// SPDX-License-Identifier: Apache-2.0
import Logging
import Postgres
import ServiceLifecycle
import Store
import Workflow

/// Lets the clock decide: looks each second, and at once when the clock was moved, for whatever is due, and
/// carries out each lapse in a transaction of its own.
///
/// It runs in every server; a row that one server has locked is passed over by the others,
/// so each lapse happens once.
package struct Clocks: Service {
    private let context: JobContext
    private let listening: PoolOptions

    package init(_ context: JobContext, listening: PoolOptions) {
        self.context = context
        self.listening = listening
    }

    package func run() async throws {
        await WakefulWork(channel: "clock", every: .seconds(1), listening: listening, logger: context.logger)
            .run { await sweepSafely() }
    }

    private func sweepSafely() async {
        do {
            try await sweep()
        } catch {
            // The next second tries again; the database may be away.
            context.logger.warning("the clocks could not be looked at: \(error)")
        }
    }

    /// Carries out everything that is due now.
    ///
    /// A lapse that fails keeps those of its own kind waiting and no others; the first
    /// failure is thrown at the end.
    package func sweep() async throws {
        var failure: (any Error)?
        var failed: Set<Int> = []
        var isMoreDue = true
        while isMoreDue {
            isMoreDue = false
            for (kind, lapse) in Lapse.all.enumerated() where !failed.contains(kind) {
                do {
                    if try await carryOut(lapse) { isMoreDue = true }
                } catch {
                    failed.insert(kind)
                    failure = failure ?? error
                }
            }
        }
        if let failure { throw failure }
    }

    /// Carries out lapses of one kind; whether more may be due.
    ///
    /// A hundred at a time, so that a kind of which there are many, or which is due again at once, keeps no
    /// other waiting.
    private func carryOut(_ lapse: Lapse) async throws -> Bool {
        for _ in 0..<100 where !Task.isCancelled {
            guard try await context.write({ db in try lapse.once(db) }) else { return false }
        }
        return !Task.isCancelled
    }
}
