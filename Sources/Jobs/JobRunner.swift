// SPDX-License-Identifier: Apache-2.0
import Foundation
import Logging
import Postgres
import ServiceLifecycle
import Store

/// Takes and does background work until it is told to stop; one job at a time.
package struct JobRunner: Service {
    private let context: JobContext
    private let handlers: [any JobHandler]
    private let listening: PoolOptions
    private static let leaseSeconds = 60
    private static let attempts = 5

    package init(_ context: JobContext, handlers: [any JobHandler], listening: PoolOptions) {
        self.context = context
        self.handlers = handlers
        self.listening = listening
    }

    package func run() async throws {
        // Leases that ran out and retries announce nothing.
        await WakefulWork(channel: "jobs", every: .seconds(5), listening: listening, logger: context.logger)
            .run { await doAll() }
    }

    /// Does jobs until none is ready.
    private func doAll() async {
        do {
            while !Task.isCancelled, let job = try await take() { await perform(job) }
        } catch {
            // The timer tries again; the database may be away.
            context.logger.warning("no job could be taken: \(error)")
        }
    }

    private func take() async throws -> JobRecord? {
        let kinds = handlers.map(\.kind)
        return try await context.write { db in
            try JobStore(db).take(kinds, leaseSeconds: Self.leaseSeconds)
        }
    }

    private func perform(_ job: JobRecord) async {
        guard let handler = handlers.first(where: { $0.kind == job.kind }) else { return }
        let state = JobState()
        do {
            try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    try await handler.run(job, context) { progress in
                        try state.report(progress)
                        try Task.checkCancellation()
                    }
                    return true
                }
                group.addTask {
                    for await _ in AsyncTimer(every: .seconds(2)) {
                        let progress = state.progress
                        let isOurs = try await context.write { db in
                            try JobStore(db).renew(job, leaseSeconds: Self.leaseSeconds, progress: progress)
                        }
                        if !isOurs { state.lose() }
                    }
                    return false
                }
                while let isDone = try await group.next(), !isDone {}
                group.cancelAll()
            }
        } catch {
            await report(error, of: job, handler)
        }
    }

    private func report(_ error: any Error, of job: JobRecord, _ handler: any JobHandler) async {
        let isLast = job.attempt >= Self.attempts || handler.isFinal(error)
        context.logger.error(
            "job \(job.kind.rawValue) failed: \(error)",
            metadata: ["job": "\(job.id)", "subject": "\(job.subject)", "attempt": "\(job.attempt)"]
        )
        do {
            let isOurs = try await context.write { db in
                let retry = isLast ? nil : Double(job.attempt * 2)
                guard try JobStore(db).fail(job, "\(error)", retryAfter: retry) else { return false }
                if isLast { try handler.giveUp(job, after: error, db) }
                return true
            }
            if !isOurs { context.logger.info("job \(job.id) was taken by another server") }
        } catch {
            // Its lease runs out, and a server takes it again.
            context.logger.error("the failure of job \(job.id) could not be written down: \(error)")
        }
    }
}
