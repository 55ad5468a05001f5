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
            WHERE g.due_at <= platform_now() AND g.state = ANY (\(Flag.State.clocked.map(\.rawValue)))
            ORDER BY g.due_at
            LIMIT 1
            FOR UPDATE OF g SKIP LOCKED
            """
        )
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
            return DueRow(key: key, row: Subject(key, state), event: event)
        }.first
    }

    package func pid(ofPublication id: UUID) throws(PostgresError) -> String {
        try db.scalar("SELECT pid FROM publications WHERE id = \(id)") ?? ""
    }

    /// The version behind a publication.
    package func version(ofPublication id: UUID) throws(PostgresError) -> VersionRecord {
        try db.one(
            """
            SELECT \(VersionRecord.columns)
            FROM publications p JOIN finding_versions v ON v.id = p.version JOIN findings f ON f.id = v.finding
            WHERE p.id = \(id)
            FOR UPDATE OF v
            """
        )
    }
}

/// A row that is due, and what the clock does with it.
package struct DueRow<State: StoredLifecycle>: Sendable {
    package let key: UUID
    package let row: Subject<State>
    package let event: State.Event
}
