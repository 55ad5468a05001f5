// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// Who can judge a finding, with what waits for them.
package struct BenchRecord: Record, Sendable {
    /// How many can judge.
    package let bench: Bench
    /// What waits for them.
    package let waiting: Bench.Waiting
    /// When administrators are asked again for the judge whom they owe; `nil` when they owe none.
    package let vacantUntil: Instant?
    /// The latest version that was submitted, as records of what happened name it.
    package let subject: String

    package static var columns: SQL {
        "\(Bench.columns), flags, deciders, vacant_until, subject"
    }

    package init(row: inout Row) throws(DecodingFailure) {
        bench = try Bench(row: &row)
        waiting = Bench.Waiting(flags: Set(try row.next() as [Flag.State]), deciders: try row.next())
        vacantUntil = try row.next()
        subject = try row.next()
    }

    /// Whether the clock leaves a flag in this state alone: who keeps silent could not have decided, or
    /// has only just been found.
    package func holds(_ state: Flag.State) -> Bool {
        guard [.contested, .escalated].contains(state) else { return false }
        return vacantUntil != nil || !bench.isSilenceHeard(on: state)
    }
}

extension Bench: Record {
    package static var columns: SQL { "moderators, administrators, both_roles, appointed" }

    package init(row: inout Row) throws(DecodingFailure) {
        self.init(
            moderators: try row.next(),
            administrators: try row.next(),
            both: try row.next(),
            appointed: try row.next()
        )
    }
}

/// A finding that lacks judges.
package struct Vacancy: Record, Sendable {
    /// Of which finding.
    package let finding: ID<Finding>

    package static var columns: SQL { "finding" }

    package init(row: inout Row) throws(DecodingFailure) {
        finding = try row.next()
    }
}

/// Reads who can judge a finding, and keeps those that lack judges.
package struct BenchStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// Who can judge a finding that was ever submitted.
    package func bench(of finding: ID<Finding>) throws(PostgresError) -> BenchRecord {
        try db.one("SELECT \(BenchRecord.columns) FROM bench(\(finding))")
    }

    /// How many of those who can judge a finding now could since a moment.
    package func bench(of finding: ID<Finding>, since moment: Instant) throws(PostgresError) -> Bench {
        try db.one("SELECT \(Bench.columns) FROM bench_since(\(finding), \(moment))")
    }

    /// As what the transaction's actor judges a finding, by the names of relations.
    package func seats(on finding: ID<Finding>) throws(PostgresError) -> Set<Relation> {
        Set(try db.value("SELECT seats(\(finding))") as [Relation])
    }

    /// Whether the transaction's actor is appointed to judge any finding.
    package func isAppointed() throws(PostgresError) -> Bool {
        try db.value(
            """
            SELECT EXISTS (SELECT FROM appointments WHERE person = (SELECT actor()) AND is_in_force)
            """
        )
    }

    /// Writes down that a finding lacks judges.
    package func open(_ finding: ID<Finding>) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO vacancies (finding, due_at)
            VALUES (\(finding), platform_now() + make_interval(days => \(Int32(Deadlines.appointment))))
            ON CONFLICT DO NOTHING
            """
        )
    }

    /// Has administrators asked again later.
    package func renew(_ finding: ID<Finding>) throws(PostgresError) {
        // Any number of rows.
        try db.execute(
            """
            UPDATE vacancies
            SET due_at = platform_now() + make_interval(days => \(Int32(Deadlines.appointment)))
            WHERE finding = \(finding)
            """
        )
    }

    /// Has the clock look at once whether a finding still lacks judges.
    package func hurry(_ finding: ID<Finding>) throws(PostgresError) {
        // Any number of rows.
        try db.execute("UPDATE vacancies SET due_at = platform_now() WHERE finding = \(finding)")
    }

    /// A finding has its judges.
    package func close(_ finding: ID<Finding>) throws(PostgresError) {
        try db.execute("DELETE FROM vacancies WHERE finding = \(finding)")
    }

    /// The finding whose administrators are to be asked again, locked until the transaction ends; `nil` when
    /// none is due.
    package func due() throws(PostgresError) -> Vacancy? {
        try db.first(
            """
            SELECT \(Vacancy.columns) FROM vacancies WHERE due_at <= platform_now()
            ORDER BY due_at LIMIT 1
            FOR UPDATE SKIP LOCKED
            """
        )
    }

    /// Names a judge for a finding.
    ///
    /// Refused by the database to all but administrators, for a party, and where no judge is missing; where
    /// there are two administrators it takes both.
    package func appoint(
        _ person: ID<Person>,
        to finding: ID<Finding>,
        by administrator: ID<Person>,
        reason: String
    ) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO appointments (finding, person, appointed_by, reason)
            VALUES (\(finding), \(person), \(administrator), \(reason))
            """
        )
    }
}
