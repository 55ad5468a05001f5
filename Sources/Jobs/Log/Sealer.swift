// SPDX-License-Identifier: Apache-2.0
import Files
import Logging
import Postgres
import ServiceLifecycle

/// Seals the log: gives waiting entries their indexes, extends the tree and signs its new
/// state, one sealer at a time.
///
/// It runs in every server. What it does is one transaction, so it may die at any moment.
package struct Sealer: Service {
    private let context: JobContext
    private let listening: PoolOptions
    private let origin: String
    /// - Parameter origin: the log's name, for a log that has none yet.
    package init(_ context: JobContext, listening: PoolOptions, origin: String) {
        self.context = context
        self.listening = listening
        self.origin = origin
    }

    package func run() async throws {
        // Each seal is a transaction and a signature, whether of one entry or of all that came meanwhile.
        await WakefulWork(
            channel: "log",
            every: .seconds(1),
            rest: .milliseconds(50),
            listening: listening,
            logger: context.logger
        ).run { await sealSafely() }
    }

    private func sealSafely() async {
        do {
            while !Task.isCancelled, try await seal() == Sealing.batch {}
        } catch {
            // The next second tries again; the database may be away.
            context.logger.warning("the log could not be sealed: \(error)")
        }
    }

    /// Seals what waits, up to a batch; how many entries that was.
    ///
    /// None where another sealer on this machine is about to write down what it has signed: the next second
    /// goes on from there.
    @discardableResult
    package func seal() async throws -> Int {
        let sealing = Sealing(context.database, keysDirectory: context.keysDirectory, origin: origin)
        do {
            let count = try await sealing.run()
            context.committed()
            return count
        } catch is LockHeld {
            return 0
        }
    }
}
