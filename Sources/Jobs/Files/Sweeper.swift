// SPDX-License-Identifier: Apache-2.0
import Logging
import ServiceLifecycle
import Store

/// Sweeps the file store every six hours, for the first time some minutes after the start.
package struct Sweeper: Service {
    private let context: JobContext
    private let sweep: Sweep

    package init(_ context: JobContext, days: Int) {
        self.context = context
        sweep = Sweep(context.database, context.files, days: days)
    }

    package func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                // Nothing waits for it, and a start has other work.
                try? await Task.sleep(for: .seconds(600))
                for await _ in AsyncTimer(every: .seconds(6 * 3600)) { await once() }
            }
            await gracefulShutdownOrCancellation()
            group.cancelAll()
        }
    }

    private func once() async {
        do {
            let result = try await sweep.run()
            guard result.retired + result.gone > 0 else { return }
            context.logger.notice(
                "the file store was swept",
                metadata: [
                    "retired": "\(result.retired)", "retired_bytes": "\(result.retiredBytes)",
                    "gone": "\(result.gone)",
                ]
            )
        } catch {
            // The next time does all that is left; the database may be away.
            context.logger.warning("the file store could not be swept: \(error)")
        }
    }
}
