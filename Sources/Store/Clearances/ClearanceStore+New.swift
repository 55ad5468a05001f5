// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// What is new to a provider in a version, and what it has seen the end of.
extension ClearanceStore {
    /// Opens the gate of a provider on a version just submitted, with its clock.
    ///
    /// It waits at once for the provider's objections to earlier versions, unless they were decided in the
    /// authors' favour: until it is known that their passages are gone they count as standing. Otherwise what
    /// the provider has cleared before stays cleared when neither a file nor a word of the description is
    /// new.
    package func open(
        pid: PID,
        finding: ID<Finding>,
        version: ID<FindingVersion>,
        organisation: ID<Organisation>,
        clock: ClearanceClock
    ) throws(PostgresError) {
        try db.execute(
            """
            WITH held AS (
                SELECT EXISTS (
                    SELECT FROM flags g
                    WHERE g.finding = \(finding) AND g.organisation = \(organisation)
                        AND \(FlagStore.isHolding)
                ) AS is_held
            ), cleared AS (
                SELECT * FROM cleared_before(\(finding), \(version), \(organisation))
            )
            INSERT INTO clearances (
                pid, finding, version, organisation, first_noticed_at, cap_at, state, outcome, decided_at,
                due_at, review_due_at, carried_from
            )
            SELECT
                \(pid), \(finding), \(version), \(organisation),
                coalesce((
                    SELECT min(first_noticed_at) FROM clearances
                    WHERE finding = \(finding) AND organisation = \(organisation)
                ), platform_now()),
                \(clock.capAt),
                CASE
                    WHEN is_held THEN 'flagged' WHEN cleared.outcome IS NULL THEN 'pending' ELSE 'passed'
                END,
                cleared.outcome,
                CASE WHEN cleared.outcome IS NOT NULL THEN platform_now() END,
                CASE
                    WHEN is_held THEN \(clock.capAt) WHEN cleared.outcome IS NULL THEN \(clock.dueAt)
                END,
                \(clock.dueAt), cleared.origin
            FROM held LEFT JOIN cleared ON NOT is_held
            """
        )
    }

    /// Whether a version brings its provider nothing that was not cleared before.
    package func bringsNothing(_ clearance: ClearanceRecord) throws(PostgresError) -> Bool {
        try db.value("SELECT EXISTS (SELECT FROM \(Self.cleared(as: clearance)))")
    }

    /// Ends a clearance as carried over from the one of an earlier version that has all parts of this one,
    /// and returns the state that it is in then.
    ///
    /// - Throws: `LostRace` when it is no longer flagged, or nothing was cleared before.
    package func carryOver(_ clearance: ClearanceRecord) throws -> Clearance.State {
        let source = Self.cleared(as: clearance)
        return try db.move(
            clearance.row,
            .resolve,
            set: [
                "(outcome, carried_from) = (SELECT outcome, origin FROM \(source))",
                "decided_at = platform_now()",
            ],
            only: ["EXISTS (SELECT FROM \(source))"]
        )
    }

    private static func cleared(as clearance: ClearanceRecord) -> SQL {
        "cleared_before(\(clearance.finding), \(clearance.version), \(clearance.organisation))"
    }

    /// The versions of which the provider's time had ended before it was asked about this one, and which it
    /// can object to no more: it had passed them, or let the time for objections go by.
    package func ended(before clearance: ClearanceRecord) throws(PostgresError) -> [SeenVersion] {
        let decisions: SQL = "make_interval(days => \(Int32(Deadlines.flagsBeforeCap)))"
        return try db.all(
            """
            SELECT \(SeenVersion.columns) FROM clearances c
            WHERE c.finding = \(clearance.finding) AND c.organisation = \(clearance.organisation)
                AND c.id <> \(clearance.id) AND (
                    (c.state = 'passed' AND c.outcome <> 'not_used')
                    OR (
                        c.cap_at - \(decisions) <= platform_now()
                        AND (c.left_at IS NULL OR c.left_at >= c.cap_at - \(decisions))
                    )
                )
            ORDER BY c.id
            """
        )
    }

    /// Whether a later version of the finding waits, for its gates or for its authors.
    package func isOutdated(_ clearance: ClearanceRecord) throws(PostgresError) -> Bool {
        try db.value(
            """
            SELECT EXISTS (
                SELECT FROM finding_versions
                WHERE finding = \(clearance.finding) AND number > \(clearance.number)
                    AND state IN ('submitted', 'changes_requested')
            )
            """
        )
    }
}

/// A version of which a provider has seen the end.
package struct SeenVersion: Record {
    /// Its key.
    package let version: ID<FindingVersion>
    /// Whether the provider saw what is said beside the files, which once it did not.
    package let isWhole: Bool

    /// Of `clearances c`.
    package static var columns: SQL { "c.version, c.covers_words" }

    package init(row: inout Row) throws(DecodingFailure) {
        version = try row.next()
        isWhole = try row.next()
    }
}
