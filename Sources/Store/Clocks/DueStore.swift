// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// Finds what is due, one row at a time, and locks it; rows that another server has locked are passed over,
/// so that each lapse happens once.
package struct DueStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The clearance that is longest past its due time, locked until the transaction ends with all of its
    /// provider on its finding; `nil` when none is due.
    package func clearance() throws(PostgresError) -> ClearanceRecord? {
        let found: ClearanceRecord? = try db.first(
            """
            SELECT \(ClearanceRecord.columns) FROM \(ClearanceRecord.source)
            \(Self.firstOfProvider)
            WHERE c.due_at <= platform_now()
            ORDER BY c.due_at
            LIMIT 1
            FOR UPDATE OF first SKIP LOCKED
            """
        )
        guard let found else { return nil }
        try ClearanceStore(db).lock(of: found.organisation, on: found.finding)
        // As it is now: somebody may have had this one alone in hand, and ended it.
        let held: ClearanceRecord? = try db.first(
            """
            SELECT \(ClearanceRecord.columns) FROM \(ClearanceRecord.source)
            WHERE c.id = \(found.id) AND c.due_at <= platform_now()
            """
        )
        return if let held { held } else { try clearance() }
    }

    /// The first clearance of a provider on a finding, by which all of them are locked first.
    private static let firstOfProvider: SQL = """
        JOIN clearances first ON first.id = (
            SELECT id FROM clearances e
            WHERE e.finding = c.finding AND e.organisation = c.organisation ORDER BY id LIMIT 1
        )
        """

    /// A clearance in which a flag was raised that is longest past its due time, of those that the clock
    /// ends; locked until the transaction ends with all of its provider on its finding; `nil` when none is
    /// due.
    ///
    /// Whoever acts on a flag locks those clearances first, so their flags are locked with them.
    package func clearanceOfFlags() throws(PostgresError) -> ClearanceRecord? {
        try db.first(
            """
            SELECT \(ClearanceRecord.columns) FROM \(ClearanceRecord.source)
            \(Self.firstOfProvider)
            JOIN flags g ON g.clearance = c.id
            WHERE g.due_at <= platform_now() AND g.state = ANY (\(Flag.State.clocked.map(\.rawValue)))
            ORDER BY g.due_at
            LIMIT 1
            FOR UPDATE OF first SKIP LOCKED
            """
        )
    }

    /// The flags of a provider on a finding that nobody decided in time, the longest due first.
    package func flags(
        of provider: ID<Organisation>,
        on finding: ID<Finding>
    ) throws(PostgresError) -> [FlagRecord] {
        try db.all(
            """
            SELECT \(FlagRecord.columns) FROM flags g JOIN clearances c ON c.id = g.clearance
            WHERE g.finding = \(finding) AND g.organisation = \(provider)
                AND g.due_at <= platform_now() AND g.state = ANY (\(Flag.State.clocked.map(\.rawValue)))
            ORDER BY g.due_at
            """
        )
    }

    /// The screening that is longest past its due time, of a version before its gates, with what the clock
    /// does with it.
    ///
    /// It is locked until the transaction ends; `nil` when none is due.
    package func screening() throws -> (ID<FindingVersion>, DueRow<Screening>)? {
        try db.rows(
            """
            SELECT s.version, s.state FROM screenings s JOIN finding_versions v ON v.id = s.version
            WHERE s.due_at <= platform_now() AND s.state = ANY (\(Screening.clocked.map(\.rawValue)))
                AND v.state = 'submitted'
            ORDER BY s.due_at
            LIMIT 1
            FOR NO KEY UPDATE OF s SKIP LOCKED
            """
        ) { row in
            let version: ID<FindingVersion> = try row.next()
            let state: Screening = try row.next()
            guard let event = state.atDue else { throw DecodingFailure(.unknownCase) }
            return (version, DueRow(row: Subject(version, state), event: event))
        }.first
    }

    /// The certification, of a version before its gates, that failed and is longest past its due time, locked
    /// until the transaction ends; `nil` when none is due.
    package func failedCertification() throws(PostgresError) -> CertificationRecord? {
        try db.first(
            """
            SELECT \(CertificationRecord.columns) FROM certifications
            WHERE due_at <= platform_now() AND state = ANY (\(Certification.clocked.map(\.rawValue)))
                AND \(Certification.isLive)
            ORDER BY due_at
            LIMIT 1
            FOR NO KEY UPDATE SKIP LOCKED
            """
        )
    }

    /// The moderation of a version before its gates that is longest past its due time, locked until the
    /// transaction ends; `nil` when none is due.
    package func moderation() throws -> (version: ID<FindingVersion>, state: Moderation)? {
        try db.rows(
            """
            SELECT m.version, m.state FROM moderations m JOIN finding_versions v ON v.id = m.version
            WHERE m.due_at <= platform_now() AND m.state = ANY (\(Moderation.clocked.map(\.rawValue)))
                AND v.state = 'submitted'
            ORDER BY m.due_at
            LIMIT 1
            FOR NO KEY UPDATE OF m SKIP LOCKED
            """
        ) { row -> (version: ID<FindingVersion>, state: Moderation) in
            (version: try row.next(), state: try row.next())
        }.first
    }

    /// The next row of a lifecycle that is due where the clock decides.
    package func next<State: StoredLifecycle>(_: State.Type) throws -> DueRow<State>? {
        try db.rows(
            """
            SELECT \(State.key), state FROM \(State.table)
            WHERE due_at <= platform_now() AND state = ANY (\(State.clocked.map(\.rawValue)))
            ORDER BY due_at
            LIMIT 1
            FOR UPDATE SKIP LOCKED
            """
        ) { row in
            let key: UUID = try row.next()
            let name: String = try row.next()
            guard let state = State(rawValue: name), let event = state.atDue else {
                throw DecodingFailure(.unknownCase)
            }
            return DueRow(row: Subject(key, state), event: event)
        }.first
    }

    /// A publication whose embargo is over, or the time for which it was hidden.
    ///
    /// One whose version cannot be published, or is being compared, is left where it is, and counted as
    /// overdue: it holds up no other.
    package func publication() throws(PostgresError) -> PublicationEntry? {
        try db.first(
            """
            SELECT \(PublicationEntry.columns) FROM \(PublicationEntry.source)
            WHERE p.due_at <= platform_now()
                AND (p.state = 'hidden' OR (p.state = 'embargoed' AND v.state = 'publishable'))
                AND NOT EXISTS (
                    SELECT FROM jobs j
                    WHERE j.kind = \(JobKind.compareEmbargoed) AND j.subject = v.id
                        AND j.state IN ('ready', 'running', 'parked')
                )
            ORDER BY p.due_at
            LIMIT 1
            FOR NO KEY UPDATE OF p, v SKIP LOCKED
            """
        )
    }
}

/// A row that is due, and what the clock does with it.
package struct DueRow<State: StoredLifecycle>: Sendable {
    /// The row in the state in which it was found.
    package let row: Subject<State>
    /// What the state's `atDue` says happens now.
    package let event: State.Event
}
