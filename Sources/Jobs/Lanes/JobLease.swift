// SPDX-License-Identifier: Apache-2.0
import Logging
import Store
import Synchronization

/// The job was stopped, or another server has it.
struct LostJob: Error {}

/// The time for which a job belongs to its server, and how far the job is.
final class JobLease: Sendable {
    private let job: JobRecord
    private let seconds: Int
    private let context: JobContext
    private let progress = Mutex(0.0)
    private let end: Mutex<ContinuousClock.Instant>

    /// A lease that was taken a moment ago.
    init(_ job: JobRecord, seconds: Int, _ context: JobContext) {
        self.job = job
        self.seconds = seconds
        self.context = context
        end = Mutex(.now + .seconds(seconds))
    }

    /// The work is so far, 0 to 1.
    func note(_ progress: Double) {
        self.progress.withLock { $0 = progress }
    }

    /// Renews it, and writes down how far the job is.
    ///
    /// A database that is away for less than the lease stops no work.
    ///
    /// - Throws: `LostJob` when the job is not this server's any more, or may not be.
    func renew() async throws {
        let (job, seconds, progress) = (job, seconds, progress.withLock { $0 })
        let begun = ContinuousClock.now
        do {
            let isOurs = try await context.write { db in
                try JobStore(db).renew(job, leaseSeconds: seconds, progress: progress)
            }
            guard isOurs else { throw LostJob() }
            end.withLock { $0 = begun + .seconds(seconds) }
        } catch {
            try Task.checkCancellation()
            if error is LostJob || end.withLock({ $0 }) <= .now { throw LostJob() }
            context.logger.warning("the lease of job \(job.id) could not be renewed: \(error)")
        }
    }
}
