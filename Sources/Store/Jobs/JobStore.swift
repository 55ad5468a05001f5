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

/// One piece of background work.
package struct JobRecord: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: UUID
    /// What is to be done.
    package let kind: JobKind
    /// The release, the finding's version, or the publication.
    package let subject: UUID
    /// Which attempt this is, from 1; a server whose number is no longer the row's has lost the job.
    package let attempt: Int

    package static var columns: SQL { "id, kind, subject, attempt" }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        kind = try row.next()
        subject = try row.next()
        attempt = try row.next()
    }
}

/// Reads and writes background work.
///
/// Ready ones wait for a server; running ones have a lease that their server renews.
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

    /// Takes the next job that is ready, or whose server let its lease run out, for `seconds`.
    package func take(_ kinds: [JobKind], leaseSeconds seconds: Int) throws(PostgresError) -> JobRecord? {
        try db.first(
            """
            UPDATE jobs
            SET state = 'running', attempt = attempt + 1,
                lease_ends_at = clock_timestamp() + make_interval(secs => \(Double(seconds)))
            WHERE id = (
                SELECT id FROM jobs
                WHERE kind = ANY (\(kinds.map(\.rawValue))) AND run_at <= clock_timestamp()
                    AND (state = 'ready' OR (state = 'running' AND lease_ends_at < clock_timestamp()))
                ORDER BY run_at, id
                LIMIT 1
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

    /// Ends work on a subject that waits or is under way: its server learns of it when it renews the lease.
    package func stop(_ kind: JobKind, _ subject: UUID) throws(PostgresError) {
        // Any number of rows.
        try db.execute(
            """
            UPDATE jobs
            SET state = 'failed', lease_ends_at = NULL, finished_at = clock_timestamp(), error = 'stopped'
            WHERE kind = \(kind) AND subject = \(subject) AND state IN ('ready', 'running')
            """
        )
    }

    /// Puts the job back to be tried again after `seconds`, or ends it as failed; false when
    /// another server has taken it.
    ///
    /// It ends after the last attempt (`nil`), and when the same work was asked for anew
    /// meanwhile, which then does it.
    package func fail(_ job: JobRecord, _ error: String, retryAfter seconds: Double?) throws(PostgresError)
        -> Bool
    {
        let retry: SQL =
            if seconds != nil {
                """
                NOT EXISTS (
                    SELECT FROM jobs w WHERE w.kind = j.kind AND w.subject = j.subject AND w.state = 'ready'
                )
                """
            } else {
                "false"
            }
        return try db.execute(
            """
            UPDATE jobs j
            SET state = CASE WHEN again THEN 'ready' ELSE 'failed' END, lease_ends_at = NULL,
                error = \(error),
                run_at = CASE
                    WHEN again THEN clock_timestamp() + make_interval(secs => \(seconds ?? 0))
                    ELSE run_at
                END,
                finished_at = CASE WHEN again THEN NULL ELSE clock_timestamp() END
            FROM (SELECT j.id AS of, \(retry) AS again FROM jobs j WHERE j.id = \(job.id)) AS turn
            WHERE j.id = of AND j.state = 'running' AND j.attempt = \(Int32(job.attempt))
            """
        ) > 0
    }
}
