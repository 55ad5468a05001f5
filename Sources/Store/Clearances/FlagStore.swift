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

    /// The same, and nobody else changes its provider's clearances and flags until the transaction ends.
    package func held(_ pid: PID) throws(PostgresError) -> FlagRecord? {
        try db.first(
            Self.flag(pid),
            holding: """
                SELECT FROM clearances
                WHERE (finding, organisation) = (SELECT finding, organisation FROM flags WHERE pid = \(pid))
                ORDER BY id
                FOR NO KEY UPDATE
                """
        )
    }

    private static func flag(_ pid: PID) -> SQL {
        "SELECT \(FlagRecord.columns) FROM \(source) WHERE g.pid = \(pid)"
    }

    /// The flags on a clearance, oldest first: those raised in it, and those of its provider on other
    /// versions that hold it.
    package func flags(of clearance: ID<ClearanceCase>) throws(PostgresError) -> [FlagRecord] {
        try db.all(
            """
            SELECT \(FlagRecord.columns)
            FROM clearances own
            JOIN flags g ON \(Self.isOn("own"))
            JOIN clearances c ON c.id = g.clearance
            WHERE own.id = \(clearance)
            ORDER BY g.id
            """
        )
    }

    /// Whether `flags g` is on a row of `clearances` with this alias: raised in it; or of the same provider
    /// on another version, and not decided in the authors' favour, while the clearance is no open gate and
    /// nobody knows that its version is without the passage.
    static func isOn(_ clearance: SQL) -> SQL {
        """
        g.finding = \(clearance).finding AND g.organisation = \(clearance).organisation AND (
            g.clearance = \(clearance).id OR (
                \(isHolding) AND \(clearance).state IN ('pending', 'flagged', 'extended', 'upheld')
                AND NOT EXISTS (
                    SELECT FROM flag_passages k
                    WHERE k.flag = g.id AND k.version = \(clearance).version AND NOT k.stands
                )
            )
        )
        """
    }

    /// Whether `flags g` waits for somebody or was upheld, so that no version with its passage is cleared.
    static let isHolding: SQL = "g.state IN ('open', 'conceded', 'contested', 'escalated', 'upheld')"

    /// All flags on a finding, whoever raised them and however they ended, oldest first.
    package func all(on finding: ID<Finding>) throws(PostgresError) -> [FlagRecord] {
        try db.all(
            "SELECT \(FlagRecord.columns) FROM \(Self.source) WHERE g.finding = \(finding) ORDER BY g.id"
        )
    }

    /// The flags on a finding's versions that a later version has to answer to: all but the dismissed ones.
    ///
    /// Those whose passage a version left out are among them, so that the passage cannot come back.
    package func undismissed(on finding: ID<Finding>) throws(PostgresError) -> [FlagRecord] {
        try db.all(
            """
            SELECT \(FlagRecord.columns) FROM \(Self.source)
            WHERE g.finding = \(finding) AND g.state <> 'dismissed'
            ORDER BY g.id
            """
        )
    }

    /// Those to whose passages something in a version comes near.
    package func near(to version: ID<FindingVersion>) throws(PostgresError) -> [FlagRecord] {
        try db.all(
            """
            SELECT \(FlagRecord.columns) FROM \(Self.source) JOIN near_passages n ON n.flag = g.id
            WHERE n.version = \(version) ORDER BY g.id
            """
        )
    }

    /// The flags of a provider whose passages stand in the version that it is asked about, as far as anybody
    /// knows, however they ended.
    package func flags(standingIn clearance: ClearanceRecord) throws(PostgresError) -> [FlagRecord] {
        try db.all(
            """
            SELECT \(FlagRecord.columns) FROM \(Self.source)
            WHERE g.finding = \(clearance.finding) AND g.organisation = \(clearance.organisation)
                AND NOT EXISTS (
                    SELECT FROM flag_passages k
                    WHERE k.flag = g.id AND k.version = \(clearance.version) AND NOT k.stands
                )
            ORDER BY g.id
            """
        )
    }

    /// The flags on a finding's versions whose passages a version does not have, as its screening found.
    package func gone(from version: ID<FindingVersion>) throws(PostgresError) -> [FlagRecord] {
        try db.all(
            """
            SELECT \(FlagRecord.columns) FROM \(Self.source)
            JOIN flag_passages k ON k.flag = g.id AND k.version = \(version) AND NOT k.stands
            ORDER BY g.id
            """
        )
    }

    /// Whether a passage was found in a version that a flag forbids.
    package func isForbidden(_ version: ID<FindingVersion>) throws(PostgresError) -> Bool {
        let forbidding = Flag.State.allCases.filter(\.forbidsPassage).map(\.rawValue)
        return try db.value(
            """
            SELECT EXISTS (
                SELECT FROM flags g JOIN flag_passages k ON k.flag = g.id
                WHERE k.version = \(version) AND k.stands AND g.state = ANY (\(forbidding))
            )
            """
        )
    }

    /// Writes down what a screening found of the passages of flags; what is known already stays.
    package func note(
        _ flags: [FlagRecord],
        standing stands: Bool,
        in version: ID<FindingVersion>
    ) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO flag_passages (flag, version, stands)
            SELECT flag, \(version), \(stands) FROM unnest(\(flags.map(\.id))) AS flag
            ON CONFLICT DO NOTHING
            """
        )
    }

    /// Raises a flag, in the state in which it begins; its finding and its provider the database takes from
    /// the clearance.
    ///
    /// `passage` is what stands there in a member's text, and `nil` for a file.
    package func raise(
        pid: PID,
        on clearance: ClearanceRecord,
        _ part: VersionPart,
        bytes: ClosedRange<Int64>,
        passage: String?,
        category: Flag.Category,
        note: String,
        by person: ID<Person>,
        as state: Flag.State,
        dueInDays days: Int
    ) throws(PostgresError) {
        try db.execute(
            """
            WITH raised AS (
                INSERT INTO flags (
                    pid, clearance, file_digest, member, first_byte, last_byte, passage, category, note,
                    raised_by, state, due_at
                ) VALUES (
                    \(pid), \(clearance.id), \(part.digest), \(part.pointer), \(bytes.lowerBound),
                    \(bytes.upperBound), \(passage), \(category), \(note), \(person), \(state),
                    platform_now() + make_interval(days => \(Int32(days)))
                )
                RETURNING id
            )
            INSERT INTO flag_passages (flag, version, stands) SELECT id, \(clearance.version), true FROM raised
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

    /// Keeps a flag waiting that too few can decide.
    ///
    /// - Throws: `LostRace` when it is no longer in its state.
    package func hold(_ flag: FlagRecord, until due: Instant) throws {
        try db.hit(
            .flag,
            "UPDATE flags SET due_at = \(due) WHERE id = \(flag.id) AND state = \(flag.state)"
        )
    }

    /// Gives the flags of a finding that wait for judges, or one of them, the whole time of their states
    /// anew, and their clearances, which are locked, enough for it.
    package func renewTime(on finding: ID<Finding>, of flag: FlagRecord? = nil) throws(PostgresError) {
        // Any number of rows.
        try db.execute(
            """
            UPDATE flags
            SET due_at = platform_now() + make_interval(days => CASE state
                WHEN 'contested' THEN \(Int32(Deadlines.flagDecision)) ELSE \(Int32(Deadlines.flagEscalation))
            END)
            WHERE finding = \(finding) AND state IN ('contested', 'escalated')
                AND (\(flag?.id)::uuid IS NULL OR id = \(flag?.id))
            """
        )
        // Any number of rows.
        try db.execute(
            """
            UPDATE clearances c
            SET held_at = platform_now(), due_at = greatest(
                c.cap_at, platform_now() + make_interval(days => \(Int32(Deadlines.flagsBeforeCap)))
            )
            WHERE c.finding = \(finding) AND c.state = 'flagged' AND EXISTS (
                SELECT FROM flags g
                WHERE g.finding = c.finding AND g.organisation = c.organisation
                    AND g.state IN ('contested', 'escalated')
                    AND (\(flag?.id)::uuid IS NULL OR g.id = \(flag?.id))
            )
            """
        )
    }
}
