// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres

/// What authors added in words to a withdrawal.
package struct WithdrawalNoteRecord: Record, Sendable {
    /// The key of the publication's row, which is also the note's.
    package let publication: UUID
    /// The publication's public identifier.
    package let pid: PID
    /// The finding that was published.
    package let finding: ID<Finding>
    /// The version that was published.
    package let version: ID<FindingVersion>
    /// The note's state when it was read.
    package let state: WithdrawalNote.State
    /// 1 to 300 characters.
    package let text: String
    /// Why it is not shown; `nil` while that is open, and when it is.
    package let cause: String?
    /// When nobody can let it any more; `nil` once that is decided.
    package let dueAt: Instant?
    /// When it was written.
    package let createdAt: Instant

    /// The note's row, to be moved.
    package var row: Subject<WithdrawalNote.State> { Subject(publication, state) }

    /// Of `source`.
    package static var columns: SQL {
        "n.publication, n.pid, p.finding, p.version, n.state, n.text, n.cause, n.due_at, n.created_at"
    }

    /// What `columns` read from.
    package static let source: SQL = "withdrawal_notes n JOIN publications p ON p.id = n.publication"

    package init(row: inout Row) throws(DecodingFailure) {
        publication = try row.next()
        pid = try row.next()
        finding = try row.next()
        version = try row.next()
        state = try row.next()
        text = try row.next()
        cause = try row.next()
        dueAt = try row.next()
        createdAt = try row.next()
    }
}

/// Reads and writes the notes of withdrawals.
package struct WithdrawalNoteStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The note about a publication; `nil` when there is none that the actor may see.
    package func note(on publication: PID) throws(PostgresError) -> WithdrawalNoteRecord? {
        try db.first(Self.note(publication))
    }

    /// The same by the publication's key.
    package func note(on publication: UUID) throws(PostgresError) -> WithdrawalNoteRecord? {
        try db.first(
            """
            SELECT \(WithdrawalNoteRecord.columns) FROM \(WithdrawalNoteRecord.source)
            WHERE n.publication = \(publication)
            """
        )
    }

    /// The same, which nobody else changes until the transaction ends.
    package func held(_ publication: PID) throws(PostgresError) -> WithdrawalNoteRecord? {
        try db.first(
            Self.note(publication),
            holding: "SELECT FROM withdrawal_notes WHERE pid = \(publication) FOR NO KEY UPDATE"
        )
    }

    private static func note(_ publication: PID) -> SQL {
        """
        SELECT \(WithdrawalNoteRecord.columns) FROM \(WithdrawalNoteRecord.source)
        WHERE n.pid = \(publication)
        """
    }

    /// Adds the note to a withdrawal, to be screened.
    package func add(_ text: String, to entry: PublicationEntry, by person: ID<Person>) throws(PostgresError)
    {
        try db.execute(
            """
            INSERT INTO withdrawal_notes (publication, pid, text, written_by, due_at)
            VALUES (
                \(entry.id), \(entry.pid), \(text), \(person),
                platform_now() + make_interval(days => \(Int32(Deadlines.withdrawalNote)))
            )
            """
        )
    }

    /// Moves a note on; `cause` is why it is not shown.
    ///
    /// - Throws: `TransitionRefused` when it cannot happen now, `LostRace` when the note changed meanwhile.
    package func move(
        _ note: WithdrawalNoteRecord,
        _ event: WithdrawalNote.State.Event,
        cause: String? = nil,
        _ details: JSON = [:]
    ) throws {
        // The hour stays what it was: screening takes nothing of the moderators' time.
        let due: Due = try note.state.after(event).isWaiting ? .sql("due_at") : .never
        try db.move(note.row, event, due: due, set: ["cause = \(cause)"], details)
    }
}
