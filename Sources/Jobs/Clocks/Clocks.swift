// SPDX-License-Identifier: Apache-2.0
import Logging
import Postgres
import ServiceLifecycle
import Store

/// Lets the clock decide: looks each second, and at once when the clock was moved, for whatever is due, and carries out each
/// lapse in a transaction of its own.
///
/// It runs in every server; a row that one server has locked is passed over by the others, so each lapse happens once.
package struct Clocks: Service {
    private let context: JobContext
    private let listening: PoolOptions

    package init(_ context: JobContext, listening: PoolOptions) {
        self.context = context
        self.listening = listening
    }

    package func run() async throws {
        let listener = Listener(configuration: listening, channels: ["clock"], logger: context.logger)
        let wakes = Wakes()
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            group.addTask {
                for await _ in listener.notifications { wakes.wake() }
            }
            group.addTask {
                for await _ in AsyncTimer(every: .seconds(1)) { wakes.wake() }
            }
            group.addTask {
                for await _ in wakes.stream { await sweepSafely() }
            }
            await gracefulShutdownOrCancellation()
            group.cancelAll()
        }
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
    package func sweep() async throws {
        for lapse in Lapse.all {
            while !Task.isCancelled, try await context.write({ db in try lapse.once(db) }) {}
        }
    }
}
