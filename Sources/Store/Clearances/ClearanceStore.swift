// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres

/// Reads and writes clearances.
package struct ClearanceStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The clearance with this public identifier; `nil` when there is none that the actor may see.
    package func clearance(_ pid: PID) throws(PostgresError) -> ClearanceRecord? {
        try db.first(Self.clearance(pid))
    }

    /// The same, which nobody else changes until the transaction ends.
    package func held(_ pid: PID) throws(PostgresError) -> ClearanceRecord? {
        try db.first(
            Self.clearance(pid),
            holding: "SELECT FROM clearances WHERE pid = \(pid) FOR NO KEY UPDATE"
        )
    }

    private static func clearance(_ pid: PID) -> SQL {
        "SELECT \(ClearanceRecord.columns) FROM \(ClearanceRecord.source) WHERE c.pid = \(pid)"
    }

    /// The clearance with this key; `nil` when there is none that the actor may see.
    package func clearance(_ id: ID<ClearanceCase>) throws(PostgresError) -> ClearanceRecord? {
        try db.first("SELECT \(ClearanceRecord.columns) FROM \(ClearanceRecord.source) WHERE c.id = \(id)")
    }

    /// The clearances of a version, one for each provider, oldest first; empty before it is submitted.
    package func clearances(on version: ID<FindingVersion>) throws(PostgresError) -> [ClearanceRecord] {
        try db.all(
            """
            SELECT \(ClearanceRecord.columns) FROM \(ClearanceRecord.source)
            WHERE c.version = \(version) ORDER BY c.id
            """
        )
    }

    /// The clearances of organisations, newest first, after `cursor`; open ones only if asked.
    package func clearances(
        of organisations: Set<ID<Organisation>>,
        onlyOpen: Bool,
        after cursor: PID?,
        limit: Int
    ) throws(PostgresError) -> [ClearanceRecord] {
        try db.all(
            """
            SELECT \(ClearanceRecord.columns) FROM \(ClearanceRecord.source)
            WHERE c.organisation = ANY (\(organisations.map(\.rawValue)))
                AND (NOT \(onlyOpen) OR c.due_at IS NOT NULL)
                AND (\(cursor)::text IS NULL OR c.id < (SELECT id FROM clearances WHERE pid = \(cursor)))
            ORDER BY c.id DESC
            LIMIT \(limit)
            """
        )
    }

    /// The organisations whose releases a version uses, but for those of the author who began the finding.
    package func providers(of version: ID<FindingVersion>) throws(PostgresError) -> [ID<Organisation>] {
        let ids: [UUID] = try db.scalars("SELECT * FROM providers(\(version))")
        return ids.map { ID(rawValue: $0) }
    }

    /// Opens the gate of a provider on a version just submitted.
    ///
    /// The cap counts from the provider's first notice of the finding, over all versions. What the
    /// provider has cleared before stays cleared when no file is new. How long it may look is
    /// agreed with each release.
    package func open(
        pid: PID,
        finding: ID<Finding>,
        version: ID<FindingVersion>,
        organisation: ID<Organisation>
    ) throws(PostgresError) {
        try db.execute(
            """
            WITH earlier AS (
                SELECT min(first_noticed_at) AS first FROM clearances
                WHERE finding = \(finding) AND organisation = \(organisation)
            ), cleared AS (
                SELECT c.outcome FROM clearances c
                WHERE c.finding = \(finding) AND c.organisation = \(organisation) AND c.state = 'passed'
                    AND NOT EXISTS (
                        SELECT FROM flags g
                        WHERE g.clearance = c.id AND g.state IN ('conceded', 'upheld', 'resolved')
                    )
                    AND NOT EXISTS (
                        SELECT FROM finding_files n WHERE n.version = \(version) AND n.digest NOT IN (
                            SELECT digest FROM finding_files WHERE version = c.version
                        )
                    )
                ORDER BY c.id DESC
                LIMIT 1
            ), clock AS (
                SELECT coalesce(first, platform_now()) AS first,
                    coalesce(first, platform_now())
                        + make_interval(days => \(Int32(Deadlines.clearanceCap))) AS cap
                FROM earlier
            )
            INSERT INTO clearances (
                pid, finding, version, organisation, first_noticed_at, cap_at, state, outcome, decided_at,
                due_at
            )
            SELECT
                \(pid), \(finding), \(version), o.id, clock.first, clock.cap,
                CASE WHEN cleared.outcome IS NULL THEN 'pending' ELSE 'passed' END,
                cleared.outcome,
                CASE WHEN cleared.outcome IS NOT NULL THEN platform_now() END,
                CASE WHEN cleared.outcome IS NULL
                    THEN least(platform_now() + make_interval(days => coalesce(
                        agreed_review_days(\(version), o.id), o.clearance_days
                    )), clock.cap) END
            FROM organisations o CROSS JOIN clock LEFT JOIN cleared ON true
            WHERE o.id = \(organisation)
            """
        )
    }

    /// Ends a clearance as passed, and returns the state that it is in then.
    ///
    /// - Throws: `LostRace` when it no longer waits as it did.
    package func pass(
        _ clearance: ClearanceRecord,
        as outcome: Clearance.Outcome,
        by person: ID<Person>?,
        reason: String?
    ) throws -> Clearance.State {
        try db.move(
            clearance.row,
            outcome.event,
            set: [
                "outcome = \(outcome)", "decided_at = platform_now()", "decided_by = \(person)",
                "reason = \(reason)",
            ],
            reason.map { ["reason": .string($0)] } ?? [:]
        )
    }

    /// Ends a clearance as upheld, and returns the state that it is in then.
    ///
    /// - Throws: `LostRace` when it is no longer flagged.
    package func uphold(_ clearance: ClearanceRecord, _ event: Clearance.State.Event) throws
        -> Clearance.State
    {
        try db.move(clearance.row, event, set: ["decided_at = platform_now()"])
    }

    /// Makes a clearance flagged, or one more time, so that it waits for the cap.
    ///
    /// - Throws: `LostRace` when it no longer waits as it did.
    package func raise(_ clearance: ClearanceRecord, _ details: JSON) throws {
        try db.move(clearance.row, .raise, due: .sql("cap_at"), details)
    }

    /// Extends a clearance, once, to `until`; false when `until` is not after the present due time, is more
    /// than sixty days away, or is past the cap.
    ///
    /// - Throws: `LostRace` when it is no longer pending.
    package func extend(_ clearance: ClearanceRecord, until: Instant, reason: String) throws -> Bool {
        let isAllowed: Bool? = try db.scalar(
            """
            SELECT \(until) > due_at AND \(until) <= cap_at
                AND \(until) <= platform_now() + make_interval(days => \(Int32(Deadlines.clearanceExtension)))
            FROM clearances WHERE id = \(clearance.id)
            """
        )
        guard isAllowed == true else { return false }
        try db.move(
            clearance.row,
            .extend,
            due: .at(until),
            set: ["extended_at = platform_now()", "reason = \(reason)"],
            ["reason": .string(reason)]
        )
        return true
    }

    /// Locks the clearance's row until the transaction ends; whoever acts on one of its flags locks it first.
    package func lock(_ id: ID<ClearanceCase>) throws(PostgresError) {
        try db.execute("SELECT FROM clearances WHERE id = \(id) FOR NO KEY UPDATE")
    }
}
