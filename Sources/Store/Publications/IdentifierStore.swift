// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// An identifier that the registry does not have as it is wanted.
package struct WaitingIdentifier: Record, Sendable {
    /// The key of the publication's row, which is also the identifier's.
    package let publication: UUID
    /// The publication's public identifier.
    package let pid: PID
    /// As it was reserved; `nil` before.
    package let doi: String?
    /// What the registry has, as far as was noted.
    package let state: Identifier.State
    /// What the registry is to have in the end.
    package let wanted: Identifier.Wanted
    /// The canonical document, while it is published.
    package let document: [UInt8]?

    /// The identifier's row, to be moved.
    package var row: Subject<Identifier.State> { Subject(publication, state) }

    package static var columns: SQL {
        """
        i.publication, p.pid, i.doi, i.state, i.wanted, CASE WHEN p.state = 'published' THEN p.document END
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        publication = try row.next()
        pid = try row.next()
        doi = try row.next()
        state = try row.next()
        wanted = try row.next()
        document = try row.next()
    }
}

/// Reads and writes what the registry has of the identifiers.
package struct IdentifierStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// Takes the next one that is due, for `seconds`: until then no other server takes it.
    package func take(forSeconds seconds: Int) throws(PostgresError) -> WaitingIdentifier? {
        try db.first(
            """
            UPDATE identifiers i SET due_at = clock_timestamp() + make_interval(secs => \(Double(seconds)))
            FROM publications p
            WHERE p.id = i.publication AND i.publication = (
                SELECT publication FROM identifiers WHERE due_at <= clock_timestamp()
                ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
            )
            RETURNING \(WaitingIdentifier.columns)
            """
        )
    }

    /// Notes what the registry has now; what is still wanted is due at once.
    ///
    /// - Throws: `LostRace` when another server noted something meanwhile.
    package func move(_ identifier: WaitingIdentifier, _ event: Identifier.State.Event, doi: String) throws {
        let next = try identifier.state.after(event)
        try db.move(
            identifier.row,
            event,
            due: .sql("CASE WHEN wanted <> \(next) THEN clock_timestamp() END"),
            set: ["doi = \(doi)", "attempts = 0", "error = NULL", "changed_at = platform_now()"]
        )
    }

    /// Notes what went wrong; the next attempt is in a minute, then two, four and so on, six hours at most.
    ///
    /// - Throws: `LostRace` when another server noted something meanwhile.
    package func postpone(_ identifier: WaitingIdentifier, because error: String) throws {
        try db.hit(
            Identifier.State.object,
            """
            UPDATE identifiers
            SET attempts = attempts + 1, error = left(\(error), 2000),
                due_at = clock_timestamp()
                    + least(interval '6 hours', interval '1 minute' * power(2, least(attempts, 9)))
            WHERE publication = \(identifier.publication) AND state = \(identifier.state)
            """
        )
    }
}
