// SPDX-License-Identifier: Apache-2.0
import Logging
import Postgres
import ServiceLifecycle

/// Work that is done at once, whenever the database announces it on a channel, and in equal steps besides,
/// since what falls due or was missed announces nothing; one round at a time, and `rest` after each, so that
/// one round does what a busy database announces many times.
struct WakefulWork: Sendable {
    let channel: String
    let every: Duration
    var rest = Duration.zero
    let listening: PoolOptions
    let logger: Logger

    /// Calls `round` until the service is to stop.
    func run(_ round: @escaping @Sendable () async -> Void) async {
        let listener = Listener(configuration: listening, channels: [channel], logger: logger)
        let wakes = Wakes()
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            group.addTask {
                for await _ in listener.notifications { wakes.wake() }
            }
            group.addTask {
                for await _ in AsyncTimer(every: every) { wakes.wake() }
            }
            group.addTask {
                for await _ in wakes.stream {
                    await round()
                    if rest > .zero { try await Task.sleep(for: rest) }
                }
            }
            await gracefulShutdownOrCancellation()
            group.cancelAll()
        }
    }
}
