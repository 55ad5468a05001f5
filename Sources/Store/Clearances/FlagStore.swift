// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres

/// Reads and writes flags and the votes on them.
package struct FlagStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    private static let source: SQL = "flags g JOIN clearances c ON c.id = g.clearance"

    /// The flag with this public identifier; `nil` when there is none that the actor may see.
    package func flag(_ pid: PID) throws(PostgresError) -> FlagRecord? {
        try db.first(Self.flag(pid))
    }

    /// The same, whose clearance and flags nobody else changes until the transaction ends.
    package func held(_ pid: PID) throws(PostgresError) -> FlagRecord? {
        try db.first(
            Self.flag(pid),
            holding: """
                SELECT FROM clearances WHERE id = (SELECT clearance FROM flags WHERE pid = \(pid))
                FOR NO KEY UPDATE
                """
        )
    }

    private static func flag(_ pid: PID) -> SQL {
        "SELECT \(FlagRecord.columns) FROM \(source) WHERE g.pid = \(pid)"
    }

    /// The flags raised in a clearance, oldest first.
    package func flags(of clearance: ID<ClearanceCase>) throws(PostgresError) -> [FlagRecord] {
        try db.all(
            "SELECT \(FlagRecord.columns) FROM \(Self.source) WHERE g.clearance = \(clearance) ORDER BY g.id"
        )
    }

    /// The flags on a finding's versions that a later version has to answer to: all but the dismissed ones.
    ///
    /// Those whose passage a version left out are among them, so that the passage cannot come back.
    package func undismissed(on finding: ID<Finding>) throws(PostgresError) -> [FlagRecord] {
        try db.all(
            """
            SELECT \(FlagRecord.columns) FROM \(Self.source)
            WHERE c.finding = \(finding) AND g.state <> 'dismissed'
            ORDER BY g.id
            """
        )
    }

    /// The size in bytes of the version's file with this digest; `nil` when it has none.
    package func size(
        ofFile digest: Digest,
        in version: ID<FindingVersion>
    ) throws(PostgresError) -> Int64? {
        try db.scalar(
            "SELECT size FROM finding_files WHERE version = \(version) AND digest = \(digest) LIMIT 1"
        )
    }

    /// Whether the organisation passed an earlier version of the finding that had this very file.
    package func wasCleared(_ digest: Digest, for clearance: ClearanceRecord) throws(PostgresError) -> Bool {
        try db.scalar(
            """
            SELECT EXISTS (
                SELECT FROM clearances c JOIN finding_files ff ON ff.version = c.version
                WHERE c.finding = \(clearance.finding) AND c.organisation = \(clearance.organisation)
                    AND c.state = 'passed' AND c.id <> \(clearance.id) AND ff.digest = \(digest)
            )
            """
        ) == true
    }

    /// Raises a flag, in the state in which it begins.
    package func raise(
        pid: PID,
        on clearance: ID<ClearanceCase>,
        file digest: Digest,
        bytes: ClosedRange<Int64>,
        category: Flag.Category,
        note: String,
        by person: ID<Person>,
        as state: Flag.State,
        dueInDays days: Int
    ) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO flags (
                pid, clearance, file_digest, first_byte, last_byte, category, note, raised_by, state, due_at
            ) VALUES (
                \(pid), \(clearance), \(digest), \(bytes.lowerBound), \(bytes.upperBound), \(category),
                \(note), \(person), \(state), platform_now() + make_interval(days => \(Int32(days)))
            )
            """
        )
    }

    /// Moves a flag.
    ///
    /// Where somebody is waited for then, it is due in `days`, or with its clearance's cap.
    ///
    /// - Throws: `LostRace` when it is no longer in its state.
    package func move(
        _ flag: FlagRecord,
        _ event: Flag.State.Event,
        answer: String? = nil,
        dueInDays days: Int? = nil,
        _ details: JSON = [:]
    ) throws {
        let cap = Due.sql("(SELECT c.cap_at FROM clearances c WHERE c.id = clearance)")
        let isWaiting = try flag.state.after(event).isWaiting
        try db.move(
            flag.row,
            event,
            due: isWaiting ? days.map(Due.days) ?? cap : .never,
            set: answer.map { ["answer = \($0)"] } ?? [],
            details
        )
    }

    /// Casts a moderator's vote and returns how many there are of the same mind; a second vote
    /// of one person is refused.
    ///
    /// The flag's row is locked first, so that of two votes cast at once one counts the other.
    package func vote(
        _ flag: UUID,
        by person: ID<Person>,
        uphold: Bool,
        decision: UUID
    ) throws(PostgresError) -> Int? {
        try db.execute("SELECT FROM flags WHERE id = \(flag) FOR UPDATE")
        let cast = try db.execute(
            """
            INSERT INTO flag_votes (flag, moderator, uphold, decision)
            VALUES (\(flag), \(person), \(uphold), \(decision))
            ON CONFLICT DO NOTHING
            """
        )
        guard cast > 0 else { return nil }
        return try db.scalar("SELECT count(*) FROM flag_votes WHERE flag = \(flag) AND uphold = \(uphold)")
    }

    /// The votes on a flag, as far as the transaction's actor may see them.
    package func votes(on flag: UUID) throws(PostgresError) -> FlagVotes {
        try db.one("SELECT \(FlagVotes.columns) FROM flags g WHERE g.id = \(flag)")
    }

    /// Whether a person is no party to the finding and was never asked for a review of it.
    package func isNeutral(_ person: ID<Person>, on finding: ID<Finding>) throws(PostgresError) -> Bool {
        try db.scalar("SELECT is_neutral(\(person), \(finding))") == true
    }
}
