// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres

/// Reads and writes clearances.
package struct ClearanceStore {
    let db: Connection

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

    /// The reviews of a finding by a provider so far, oldest first, for the clock of the next.
    package func earlier(
        of organisation: ID<Organisation>,
        on finding: ID<Finding>
    ) throws(PostgresError) -> [ClearanceClock.Earlier] {
        try db.all(
            """
            SELECT \(ClearanceClock.Earlier.columns) FROM clearances c
            WHERE c.finding = \(finding) AND c.organisation = \(organisation)
            ORDER BY c.id
            """
        )
    }

    /// The days of review by release that a version's provider has agreed on with those who use them.
    package func agreedDays(
        of organisation: ID<Organisation>,
        on version: ID<FindingVersion>
    ) throws(PostgresError) -> [ID<Release>: Int] {
        let agreed: [AgreedDays] = try db.all(
            """
            SELECT \(AgreedDays.columns)
            FROM scope_of(\(version)) s
            JOIN releases r ON r.id = s.release
            JOIN datasets d ON d.id = r.dataset
            JOIN organisations o ON o.id = d.organisation
            WHERE s.asks AND o.id = \(organisation)
            """
        )
        return Dictionary(agreed.map { ($0.release, $0.days) }) { $1 }
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

    /// Has the rest of a review go on whose objections were all decided before it was due.
    ///
    /// - Throws: `LostRace` when it is no longer flagged.
    package func resume(_ clearance: ClearanceRecord) throws {
        try db.move(clearance.row, .resume, due: .sql("review_due_at"))
    }

    /// Extends a clearance to `until`.
    ///
    /// - Throws: `LostRace` when it is no longer pending.
    package func extend(_ clearance: ClearanceRecord, until: Instant, reason: String) throws {
        try db.move(
            clearance.row,
            .extend,
            due: .at(until),
            set: ["extended_at = platform_now()", "review_due_at = \(until)", "reason = \(reason)"],
            ["reason": .string(reason)]
        )
    }

    /// Whether the provider has taken more time for any version of the finding.
    package func wasExtended(_ clearance: ClearanceRecord) throws(PostgresError) -> Bool {
        try db.value(
            """
            SELECT EXISTS (
                SELECT FROM clearances
                WHERE finding = \(clearance.finding) AND organisation = \(clearance.organisation)
                    AND extended_at IS NOT NULL
            )
            """
        )
    }

    /// Ends a version's clearances that still wait, since the version has gone away, and notes for all of
    /// them when that was.
    ///
    /// - Throws: `LostRace` when somebody moved one without a lock.
    package func leave(_ version: ID<FindingVersion>) throws {
        let all: [ClearanceRecord] = try db.all(
            """
            SELECT \(ClearanceRecord.columns) FROM \(ClearanceRecord.source)
            WHERE c.version = \(version) AND c.left_at IS NULL
            ORDER BY c.id
            FOR NO KEY UPDATE OF c
            """
        )
        for clearance in all {
            if clearance.state.isWaiting {
                try db.move(clearance.row, .leave, set: ["left_at = platform_now()"])
            } else {
                try db.hit(
                    .clearance,
                    "UPDATE clearances SET left_at = platform_now() WHERE id = \(clearance.id)"
                )
            }
        }
    }

    /// Keeps a flagged clearance waiting, past its cap too, since too few can decide its objections.
    ///
    /// - Throws: `LostRace` when it is no longer flagged.
    package func hold(_ clearance: ClearanceRecord, until due: Instant) throws {
        try db.hit(
            .clearance,
            """
            UPDATE clearances SET due_at = \(due), held_at = platform_now()
            WHERE id = \(clearance.id) AND state = \(Clearance.State.flagged)
            """
        )
    }

    /// Locks all clearances of a finding until the transaction ends.
    package func lock(of finding: ID<Finding>) throws(PostgresError) {
        try db.executeLater("SELECT FROM clearances WHERE finding = \(finding) ORDER BY id FOR NO KEY UPDATE")
    }

    /// Locks all clearances of a finding by one provider until the transaction ends; whoever acts on one of
    /// its flags locks them first.
    package func lock(of provider: ID<Organisation>, on finding: ID<Finding>) throws(PostgresError) {
        try db.executeLater(
            """
            SELECT FROM clearances WHERE finding = \(finding) AND organisation = \(provider)
            ORDER BY id
            FOR NO KEY UPDATE
            """
        )
    }

    /// The clearances of a finding by one provider that wait for objections, oldest first.
    package func flagged(by provider: ID<Organisation>, on finding: ID<Finding>) throws(PostgresError)
        -> [ClearanceRecord]
    {
        try db.all(
            """
            SELECT \(ClearanceRecord.columns) FROM \(ClearanceRecord.source)
            WHERE c.finding = \(finding) AND c.organisation = \(provider) AND c.state = 'flagged'
            ORDER BY c.id
            """
        )
    }
}
