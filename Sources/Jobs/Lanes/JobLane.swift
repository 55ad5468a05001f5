// SPDX-License-Identifier: Apache-2.0
import Foundation
import Logging
import Postgres
import Store
import Synchronization

/// Does the work of one lane, one job at a time.
final class JobLane: Sendable {
    let queue: JobQueue
    private let context: JobContext
    private let handlers: [any JobHandler]
    private let wakes = Wakes()
    /// The job at work, and what has its lease looked at.
    private let current = Mutex<(job: JobRecord, looks: Wakes)?>(nil)
    private static let leaseSeconds = 60

    init(_ queue: JobQueue, _ context: JobContext, handlers: [any JobHandler]) {
        self.queue = queue
        self.context = context
        self.handlers = handlers
    }

    /// Looks whether there is work.
    func wake() { wakes.wake() }

    /// Somebody ended work on a subject: if it is the work of this lane, that is stopped.
    func ended(_ subject: String) {
        current.withLock { current in
            guard let current, current.job.subject == UUID(uuidString: subject) else { return }
            current.looks.wake()
        }
    }

    /// Does jobs whenever there are any, until the task is cancelled.
    func run() async {
        for await _ in wakes.stream { await doAll() }
    }

    /// Does jobs until none is ready.
    private func doAll() async {
        do {
            try await parkAbandoned()
            while !Task.isCancelled, let job = try await take() { await perform(job) }
        } catch {
            // The timer tries again; the database may be away.
            context.logger.warning(
                "no job could be taken: \(error)",
                metadata: ["queue": "\(queue.rawValue)"]
            )
        }
    }

    private func take() async throws -> JobRecord? {
        let (queue, kinds) = (queue, handlers.map(\.kind))
        return try await context.write { db in
            try JobStore(db).take(queue, of: kinds, leaseSeconds: Self.leaseSeconds)
        }
    }

    /// Does one job, or writes down what has become of it.
    func perform(_ job: JobRecord) async {
        let looks = Wakes()
        current.withLock { $0 = (job, looks) }
        defer { current.withLock { $0 = nil } }
        do {
            guard let handler = handlers.first(where: { $0.kind == job.kind }) else { return }
            let lease = JobLease(job, seconds: Self.leaseSeconds, context)
            try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask { [context] in
                    try await handler.run(job, context) { lease.note($0) }
                    return true
                }
                group.addTask {
                    for await _ in AsyncTimer(every: .seconds(2)) { looks.wake() }
                    return false
                }
                group.addTask {
                    for await _ in looks.stream { try await lease.renew() }
                    return false
                }
                // What is still under way is cancelled when the group is left, and waited for.
                defer { group.cancelAll() }
                while let isDone = try await group.next(), !isDone {}
            }
        } catch is LostJob {
            context.logger.info("job \(job.id) was stopped, or taken by another server")
        } catch {
            if Task.isCancelled { await giveBack(job) } else { await report(error, of: job) }
        }
    }

    /// So that the next server begins at once, and stopping one counts as no attempt.
    private func giveBack(_ job: JobRecord) async {
        let context = context
        // A cancelled task writes nothing down.
        await Task {
            do {
                let isOurs = try await context.write { db in try JobStore(db).giveBack(job) }
                if isOurs { context.logger.info("job \(job.id) was given back") }
            } catch {
                context.logger.warning("job \(job.id) could not be given back: \(error)")
            }
        }.value
    }

    private func report(_ error: any Error, of job: JobRecord) async {
        let handler = handlers.first { $0.kind == job.kind }
        let failure: JobStore.Failure =
            if handler?.isFinal(error) == true {
                .final
            } else if job.attempt >= job.lastAttempt {
                .parked(because: job.cause(error))
            } else {
                .retried(after: Double(job.attempt * 2))
            }
        context.logger.error(
            "job \(job.kind.rawValue) failed: \(error)",
            metadata: ["job": "\(job.id)", "subject": "\(job.subject)", "attempt": "\(job.attempt)"]
        )
        do {
            let isOurs = try await context.write { db in
                guard try JobStore(db).fail(job, "\(error)", failure) else { return false }
                if case .retried = failure { return true }
                try handler?.giveUp(job, after: error, db)
                return true
            }
            if !isOurs { context.logger.info("job \(job.id) was taken by another server") }
        } catch {
            // Its lease runs out, and a server takes it again, or parks it.
            context.logger.error("the failure of job \(job.id) could not be written down: \(error)")
        }
    }

    /// Parks what ended every server that took it, and then tells who waits: what cannot be told holds up no
    /// lane.
    private func parkAbandoned() async throws {
        let queue = queue
        let error = Abandoned()
        let jobs = try await context.write { db in
            try JobStore(db).parkAbandoned(in: queue, because: "The platform could not do it: \(error)")
        }
        for job in jobs {
            context.logger.error(
                "job \(job.kind.rawValue) is parked: \(error)",
                metadata: ["job": "\(job.id)", "subject": "\(job.subject)", "attempt": "\(job.attempt)"]
            )
            guard let handler = handlers.first(where: { $0.kind == job.kind }) else { continue }
            do {
                try await context.write { db in try handler.giveUp(job, after: error, db) }
            } catch {
                context.logger.error("nobody could be told of job \(job.id): \(error)")
            }
        }
    }
}
