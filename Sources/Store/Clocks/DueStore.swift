// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// Finds what is due, one row at a time, and locks it; rows that another server has locked are passed over, so that each
/// lapse happens once.
package struct DueStore {
    private let db: Connection

    package init(_ db: Connection) {
        self.db = db
    }

    package func clearance() throws(PostgresError) -> ClearanceRecord? {
        try db.first(
            """
            SELECT \(ClearanceRecord.columns) FROM \(ClearanceRecord.source)
            WHERE c.due_at <= platform_now()
            ORDER BY c.due_at
            LIMIT 1
            FOR UPDATE OF c SKIP LOCKED
            """
        )
    }

    /// A contested or escalated flag that nobody decided in time.
    package func flag() throws(PostgresError) -> FlagRecord? {
        try db.first(
            """
            SELECT \(FlagRecord.columns) FROM flags g JOIN clearances c ON c.id = g.clearance
            WHERE g.due_at <= platform_now() AND g.state IN ('contested', 'escalated')
            ORDER BY g.due_at
            LIMIT 1
            FOR UPDATE OF g SKIP LOCKED
            """
        )
    }

    /// A row of `table` whose state is one of `states`.
    private func row(_ table: SQL, _ states: [String], _ subject: SQL) throws(PostgresError) -> DueRow? {
        try db.first(
            """
            SELECT x.id, x.state, \(subject) FROM \(table) x
            WHERE x.due_at <= platform_now() AND x.state = ANY (\(states))
            ORDER BY x.due_at
            LIMIT 1
            FOR UPDATE SKIP LOCKED
            """
        )
    }

    package func accessRequest() throws(PostgresError) -> DueRow? {
        try row("access_requests", ["requested", "granted"], "x.pid")
    }

    /// An open problem whose deadline came.
    package func problem() throws(PostgresError) -> DueRow? {
        try row("problems", ["open"], "x.pid")
    }

    package func release() throws(PostgresError) -> DueRow? {
        try row(
            "releases",
            ["measuring", "suspended"],
            "(SELECT d.pid || '/' || x.sequence FROM datasets d WHERE d.id = x.dataset)"
        )
    }

    package func publication() throws(PostgresError) -> DueRow? {
        try row("publications", ["embargoed"], "x.pid")
    }

    package func review() throws(PostgresError) -> DueRow? {
        try row("reviews", ["requested"], "x.pid")
    }

    /// Moves a locked row of a table to a state, due in `days` or not at all.
    package func move(_ row: DueRow, in table: DueTable, to state: String, dueInDays days: Int? = nil)
        throws(PostgresError)
    {
        let due: SQL = "platform_now() + make_interval(days => \(days.map(Int32.init)))"
        switch table {
        case .accessRequests:
            try db.execute(
                "UPDATE access_requests SET state = \(state), due_at = \(due) WHERE id = \(row.id)"
            )
        case .problems:
            try db.execute("UPDATE problems SET state = \(state), due_at = \(due) WHERE id = \(row.id)")
        case .releases:
            try db.execute("UPDATE releases SET state = \(state), due_at = \(due) WHERE id = \(row.id)")
        case .publications:
            try db.execute("UPDATE publications SET state = \(state), due_at = \(due) WHERE id = \(row.id)")
        }
    }

    /// The version behind a publication.
    package func version(ofPublication id: UUID) throws(PostgresError) -> VersionRecord? {
        try db.first(
            """
            SELECT \(VersionRecord.columns)
            FROM publications p JOIN finding_versions v ON v.id = p.version JOIN findings f ON f.id = v.finding
            WHERE p.id = \(id)
            """
        )
    }
}

/// The tables that `DueStore.move` knows.
package enum DueTable: Sendable {
    case accessRequests, problems, releases, publications
}

/// A row that is due: its id, its state and how the audit names it.
package struct DueRow: Record, Sendable {
    package let id: UUID
    package let state: String
    package let subject: String

    package static var columns: SQL { "id, state, subject" }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        state = try row.next()
        subject = try row.next()
    }
}
