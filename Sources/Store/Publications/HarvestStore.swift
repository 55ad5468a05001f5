// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

extension HarvestHeader: Record {
    package static var columns: SQL { "pid, is_withdrawn, changed_at, kind, problem, organisation" }

    package init(row: inout Row) throws(DecodingFailure) {
        self.init(
            pid: try row.next(),
            isWithdrawn: try row.next(),
            changedAt: try row.next(),
            kind: try row.next(),
            problem: try row.next(),
            organisation: try row.next()
        )
    }
}

/// A publication as harvesters get it.
package struct HarvestRecord: Record, Sendable {
    /// What harvesters are told of it without its metadata.
    package let header: HarvestHeader
    /// The canonical document; `nil` once it is withdrawn.
    package let document: [UInt8]?

    package static var columns: SQL { "\(HarvestHeader.columns), document" }

    package init(row: inout Row) throws(DecodingFailure) {
        header = try HarvestHeader(row: &row)
        document = try row.next()
    }
}

/// What harvesters ask for; all of it when nothing is said.
package struct HarvestFilter: Hashable, Sendable {
    /// Changed at this moment or later.
    package var from: Instant?
    /// Changed before this moment.
    package var before: Instant?
    /// Only what reports this sort of result.
    package var kind: Finding.Kind?
    /// Only what answers this problem.
    package var problem: PID?
    /// Only what answers a problem of this organisation.
    package var organisation: PID?

    /// Asks for everything.
    package init() {}
}

/// Reads what was published or withdrawn, in the order in which it changed, through the schema `published`.
package struct HarvestStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The platform's time, as the public may ask for it.
    package func now() throws(PostgresError) -> Instant {
        try db.scalar("SELECT published.moment()") ?? Instant(rawValue: 0)
    }

    /// The record of a publication; `nil` when it was never public.
    package func record(_ pid: PID) throws(PostgresError) -> HarvestRecord? {
        try db.first("SELECT \(HarvestRecord.columns) FROM published.harvest WHERE pid = \(pid)")
    }

    /// The records, or their headers alone, after one of them, oldest change first.
    ///
    /// The statement has only the conditions that were asked for, so that every page begins where the
    /// index has its first record.
    package func list<R: Record>(
        _ filter: HarvestFilter,
        after last: (changedAt: Instant, pid: PID)?,
        limit: Int
    ) throws(PostgresError) -> [R] {
        var condition = condition(filter)
        if let last { condition = "\(condition) AND (changed_at, pid) > (\(last.changedAt), \(last.pid))" }
        return try db.all(
            """
            SELECT \(R.columns) FROM published.harvest WHERE \(condition)
            ORDER BY changed_at, pid
            LIMIT \(limit)
            """
        )
    }

    /// How many records there are that the filter lets through.
    package func count(_ filter: HarvestFilter) throws(PostgresError) -> Int {
        try db.scalar("SELECT count(*) FROM published.harvest WHERE \(condition(filter))") ?? 0
    }

    /// When the oldest record last changed.
    package func earliest() throws(PostgresError) -> Instant? {
        try db.scalar("SELECT changed_at FROM published.harvest ORDER BY changed_at, pid LIMIT 1")
    }

    /// The problems that were answered, after one of them, with their titles.
    package func problems(after last: PID?, limit: Int) throws(PostgresError) -> [NamedSet] {
        try db.all(
            """
            SELECT pid, title FROM published.problems p
            WHERE (\(last)::text IS NULL OR pid > \(last))
                AND EXISTS (SELECT FROM published.harvest h WHERE h.problem = p.pid)
            ORDER BY pid LIMIT \(limit)
            """
        )
    }

    /// The organisations that posed them, after one of them, with their names.
    package func organisations(after last: PID?, limit: Int) throws(PostgresError) -> [NamedSet] {
        try db.all(
            """
            SELECT pid, name FROM published.organisations o
            WHERE (\(last)::text IS NULL OR pid > \(last))
                AND EXISTS (SELECT FROM published.harvest h WHERE h.organisation = o.pid)
            ORDER BY pid LIMIT \(limit)
            """
        )
    }

    private func condition(_ filter: HarvestFilter) -> SQL {
        var condition: SQL = "true"
        if let from = filter.from { condition = "\(condition) AND changed_at >= \(from)" }
        if let before = filter.before { condition = "\(condition) AND changed_at < \(before)" }
        if let kind = filter.kind { condition = "\(condition) AND kind = \(kind)" }
        if let problem = filter.problem { condition = "\(condition) AND problem = \(problem)" }
        if let organisation = filter.organisation {
            condition = "\(condition) AND organisation = \(organisation)"
        }
        return condition
    }
}

/// What a set is named for.
package struct NamedSet: Record, Sendable {
    /// The public identifier of the problem or organisation.
    package let pid: PID
    /// The problem's title, or the organisation's name.
    package let name: String

    package static var columns: SQL { "pid, name" }

    package init(row: inout Row) throws(DecodingFailure) {
        pid = try row.next()
        name = try row.next()
    }
}
