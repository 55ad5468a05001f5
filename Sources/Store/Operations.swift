// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// What an operator watches in the database: the queue of jobs, clocks that nobody has
/// moved, and the last export.
package struct Operations: Record, Sendable {
    /// Jobs that wait for a server.
    package let jobsReady: Int
    /// Jobs that a server has taken.
    package let jobsRunning: Int
    /// Jobs that failed for good, or were stopped.
    package let jobsFailed: Int
    /// Jobs that wait for an administrator.
    package let jobsParked: Int
    /// Things that were due a minute ago and still wait.
    package let overdueClocks: Int
    /// Moderators' work past its due time; it waits for people, not for the clock.
    package let overdueModerations: Int
    /// Certificates that could not be issued, or were not in a day.
    package let certificatesStuck: Int
    /// Findings that lack judges whom administrators should have appointed.
    package let overdueAppointments: Int
    /// Identifiers that the registry does not have as they are wanted.
    package let identifiersWaiting: Int
    /// When the log's newest entry was written, in seconds since 1970; `nil` before the first one.
    package let logWrittenAt: Double?
    /// When the last checkpoint was sealed, in seconds since 1970; `nil` before the first one.
    package let logSealedAt: Double?
    /// When the present export was finished, in seconds since 1970; `nil` before the first one.
    package let lastExport: Double?

    package static var columns: SQL {
        """
        jobs_ready, jobs_running, jobs_failed, jobs_parked, overdue_clocks, overdue_moderations,
        certificates_stuck, overdue_appointments, identifiers_waiting,
        log_written_at, log_sealed_at, last_export
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        jobsReady = try row.next()
        jobsRunning = try row.next()
        jobsFailed = try row.next()
        jobsParked = try row.next()
        overdueClocks = try row.next()
        overdueModerations = try row.next()
        certificatesStuck = try row.next()
        overdueAppointments = try row.next()
        identifiersWaiting = try row.next()
        logWrittenAt = try row.next()
        logSealedAt = try row.next()
        lastExport = try row.next()
    }

    /// All the counts, by one statement.
    package static func now(_ db: Connection) throws(PostgresError) -> Self? {
        try db.first(
            """
            SELECT
                (SELECT count(*) FROM jobs WHERE state = 'ready') AS jobs_ready,
                (SELECT count(*) FROM jobs WHERE state = 'running') AS jobs_running,
                (SELECT count(*) FROM jobs WHERE state = 'failed') AS jobs_failed,
                (SELECT count(*) FROM jobs WHERE state = 'parked') AS jobs_parked,
                \(overdue) AS overdue_clocks,
                (
                    SELECT count(*) FROM moderations m JOIN finding_versions v ON v.id = m.version
                    WHERE (m.due_at < late OR m.state = 'escalated') AND v.state = 'submitted'
                ) AS overdue_moderations,
                (
                    SELECT count(*) FROM certifications k JOIN finding_versions v ON v.id = k.version
                    WHERE \(CertificationStore.isStuck) AND v.state = 'submitted'
                ) AS certificates_stuck,
                (
                    SELECT count(*) FROM vacancies
                    WHERE since + make_interval(days => \(Int32(Deadlines.appointment))) < late
                ) AS overdue_appointments,
                (SELECT count(*) FROM identifiers WHERE due_at IS NOT NULL) AS identifiers_waiting,
                (
                    -- The first 48 bits of an identifier are milliseconds.
                    SELECT ('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0::float8
                    FROM log_entries ORDER BY id DESC LIMIT 1
                ) AS log_written_at,
                (
                    SELECT extract(epoch FROM sealed_at)::float8
                    FROM log_checkpoints ORDER BY size DESC LIMIT 1
                ) AS log_sealed_at,
                (
                    SELECT extract(epoch FROM max(finished_at))::float8
                    FROM export_runs WHERE state = 'current'
                ) AS last_export
            FROM (SELECT platform_now() - interval '1 minute' AS late) AS limits
            """
        )
    }

    /// What is late of everything that the clock ends.
    private static var overdue: SQL {
        StoredLifecycles.all.compactMap { late($0) }.joined(separator: " + ")
    }

    private static func late<State: StoredLifecycle>(_: State.Type) -> SQL? {
        let states = State.clocked.map(\.rawValue)
        guard !states.isEmpty, State.isTimed else { return nil }
        return
            "(SELECT count(*) FROM \(State.table) WHERE due_at < late AND state = ANY (\(states)) AND \(State.isLive))"
    }
}
