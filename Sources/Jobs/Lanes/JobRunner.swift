// SPDX-License-Identifier: Apache-2.0
import Logging
import Postgres
import ServiceLifecycle
import Store

/// Takes and does background work until it is told to stop.
///
/// Each lane does one job at a time, beside the others, and one connection listens for all.
package struct JobRunner: Service {
    private let context: JobContext
    private let lanes: [JobLane]
    private let listening: PoolOptions

    package init(_ context: JobContext, handlers: [any JobHandler], listening: PoolOptions) {
        self.context = context
        self.listening = listening
        lanes = JobQueue.allCases.map { JobLane($0, context, handlers: handlers) }
    }

    package func run() async throws {
        let listener = Listener(
            configuration: listening,
            channels: ["jobs", "job_ended"],
            logger: context.logger
        )
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            group.addTask {
                for await notification in listener.notifications { tell(notification) }
            }
            group.addTask {
                // Leases that ran out and retries announce nothing.
                for await _ in AsyncTimer(every: .seconds(5)) { lanes.forEach { $0.wake() } }
            }
            for lane in lanes { group.addTask { await lane.run() } }
            await gracefulShutdownOrCancellation()
            group.cancelAll()
        }
    }

    private func tell(_ notification: Notification) {
        switch notification {
        case .message(channel: "jobs", payload: let queue):
            // Who names no lane means all.
            lanes.filter { $0.queue.rawValue == queue || queue.isEmpty }.forEach { $0.wake() }
        case .message(channel: _, payload: let subject): lanes.forEach { $0.ended(subject) }
        case .reconnected: lanes.forEach { $0.wake() }
        }
    }
}
