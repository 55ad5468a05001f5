// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// What background work there is.
package enum JobKind: String, CaseIterable, Sendable, SQLEncodable, SQLDecodable {
    case measureRelease = "measure_release"
    case screenVersion = "screen_version"
    case certifyVersion = "certify_version"
    case screenNote = "screen_note"
    case compareEmbargoed = "compare_embargoed"
}

/// Reads and writes background work.
///
/// Ready ones wait for a server; running ones have a lease that their server renews; parked ones wait for an
/// administrator.
package struct JobStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// Asks for work on a subject, in the transaction that makes it necessary;
    /// harmless when it waits already.
    package func enqueue(_ kind: JobKind, _ subject: UUID) throws(PostgresError) {
        try db.executeLater(
            """
            INSERT INTO jobs (kind, subject) VALUES (\(kind), \(subject))
            ON CONFLICT (kind, subject) WHERE state = 'ready' DO NOTHING
            """
        )
    }

    /// Takes the next job of a lane that is ready, or whose server let its lease run out, for `seconds`.
    ///
    /// It is one of `kinds`: a server of an earlier version leaves what it does not know to others. It counts
    /// as an attempt from now on. Whose turn it is the database has said when it was asked for
    /// (`order_at`): a party that asks for much gives way to one that asks for little.
    package func take(_ queue: JobQueue, of kinds: [JobKind] = JobKind.allCases, leaseSeconds seconds: Int)
        throws(PostgresError) -> JobRecord?
    {
        try db.first(
            """
            UPDATE jobs
            SET state = 'running', attempt = attempt + 1,
                lease_ends_at = clock_timestamp() + make_interval(secs => \(Double(seconds)))
            WHERE id = (
                SELECT id FROM jobs
                WHERE queue = \(queue) AND kind = ANY (\(kinds.map(\.rawValue)))
                    AND run_at <= clock_timestamp() AND attempt < last_attempt
                    AND (state = 'ready' OR (state = 'running' AND lease_ends_at < clock_timestamp()))
                ORDER BY order_at, id
                LIMIT 1
                FOR UPDATE SKIP LOCKED
            )
            RETURNING \(JobRecord.columns)
            """
        )
    }

    /// Parks what no server has ended in its last attempt, for `cause`; whoever waits for it is to be told.
    package func parkAbandoned(in queue: JobQueue, because cause: String) throws(PostgresError) -> [JobRecord]
    {
        try db.all(
            """
            UPDATE jobs
            SET state = 'parked', lease_ends_at = NULL, finished_at = clock_timestamp(), cause = \(cause)
            WHERE id IN (
                SELECT id FROM jobs
                WHERE queue = \(queue) AND kind = ANY (\(JobKind.allCases.map(\.rawValue)))
                    AND state = 'running' AND lease_ends_at < clock_timestamp() AND attempt >= last_attempt
                FOR UPDATE SKIP LOCKED
            )
            RETURNING \(JobRecord.columns)
            """
        )
    }

    /// Renews the lease and notes how far the work is, 0 to 1; false when another server has taken the job.
    package func renew(
        _ job: JobRecord,
        leaseSeconds seconds: Int,
        progress: Double?
    ) throws(PostgresError) -> Bool {
        try db.execute(
            """
            UPDATE jobs
            SET lease_ends_at = clock_timestamp() + make_interval(secs => \(Double(seconds))),
                progress = coalesce(\(progress), progress)
            WHERE id = \(job.id) AND state = 'running' AND attempt = \(Int32(job.attempt))
            """
        ) > 0
    }

    /// Ends the job; false when another server has taken it.
    ///
    /// To be called in the transaction that stores the job's result.
    package func finish(_ job: JobRecord) throws(PostgresError) -> Bool {
        try db.execute(
            """
            UPDATE jobs
            SET state = 'done', lease_ends_at = NULL, finished_at = clock_timestamp(), progress = 1
            WHERE id = \(job.id) AND state = 'running' AND attempt = \(Int32(job.attempt))
            """
        ) > 0
    }

    /// Ends a job that has nothing to do any more, unless another server has taken it.
    package func drop(_ job: JobRecord) throws(PostgresError) {
        guard try finish(job) else { return }
    }

    /// Ends work on a subject that waits, is under way or is parked: its server is told at once.
    package func stop(_ kind: JobKind, _ subject: UUID) throws(PostgresError) {
        // Any number of rows.
        try db.execute(
            """
            UPDATE jobs
            SET state = 'failed', lease_ends_at = NULL, finished_at = clock_timestamp(), error = 'stopped'
            WHERE kind = \(kind) AND subject = \(subject) AND state IN ('ready', 'running', 'parked')
            """
        )
    }

    /// Gives back a job whose server is being stopped: the attempt does not count; false when another server
    /// has taken it.
    package func giveBack(_ job: JobRecord) throws(PostgresError) -> Bool {
        try end(job, .retried(after: 0), "the server was stopped", furtherAttempts: 1)
    }

    /// What becomes of a job whose attempt has failed.
    package enum Failure: Sendable {
        /// It is tried again after some seconds.
        case retried(after: Double)
        /// It waits for an administrator, for a cause of 1 to 2000 characters.
        case parked(because: String)
        /// Every further attempt would fail as well.
        case final
    }

    /// Ends an attempt that has failed with `error`; false when another server has taken the job.
    ///
    /// A job ends for good when the same work was asked for anew meanwhile, which then does it.
    package func fail(_ job: JobRecord, _ error: String, _ failure: Failure) throws(PostgresError) -> Bool {
        try end(job, failure, error, furtherAttempts: 0)
    }

    private func end(_ job: JobRecord, _ failure: Failure, _ error: String, furtherAttempts: Int)
        throws(PostgresError) -> Bool
    {
        let (state, cause, pause): (String, String?, Double) =
            switch failure {
            case .retried(let seconds): ("ready", nil, seconds)
            case .parked(let cause): ("parked", cause, 0)
            case .final: ("failed", nil, 0)
            }
        return try db.execute(
            """
            UPDATE jobs j
            SET state = turn.state, lease_ends_at = NULL, error = \(error), cause = \(cause),
                run_at = CASE
                    WHEN turn.state = 'ready' THEN clock_timestamp() + make_interval(secs => \(pause))
                    ELSE run_at
                END,
                finished_at = CASE WHEN turn.state = 'ready' THEN NULL ELSE clock_timestamp() END,
                last_attempt = last_attempt + \(Int32(furtherAttempts))
            FROM (
                SELECT j.id AS of,
                    CASE
                        WHEN EXISTS (
                            SELECT FROM jobs w WHERE w.kind = j.kind AND w.subject = j.subject AND w.state = 'ready'
                        ) THEN 'failed'
                        ELSE \(state)
                    END AS state
                FROM jobs j WHERE j.id = \(job.id)
            ) AS turn
            WHERE j.id = of AND j.state = 'running' AND j.attempt = \(Int32(job.attempt))
            """
        ) > 0
    }

    /// What is parked, the latest last.
    package func parked(atMost limit: Int) throws(PostgresError) -> [ParkedJob] {
        try db.all(
            """
            SELECT \(ParkedJob.columns) FROM jobs j
            WHERE j.state = 'parked'
            ORDER BY j.finished_at, j.id
            LIMIT \(Int32(limit))
            """
        )
    }

    /// The parked job with that key, locked; `nil` when there is none.
    package func parked(_ id: UUID) throws(PostgresError) -> JobRecord? {
        try db.first(
            "SELECT \(JobRecord.columns) FROM jobs WHERE id = \(id) AND state = 'parked' FOR UPDATE"
        )
    }

    /// Puts parked work back into its lane, as if it had been asked for now, for three attempts more.
    ///
    /// False when it is not parked any more.
    package func release(_ job: JobRecord) throws(PostgresError) -> Bool {
        try db.execute(
            """
            UPDATE jobs j
            SET state = 'ready', finished_at = NULL, cause = NULL, run_at = clock_timestamp(),
                order_at = clock_timestamp(), last_attempt = attempt + 3
            WHERE id = \(job.id) AND state = 'parked'
            """
        ) > 0
    }
}
