// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// What a person is told: an event that concerns them, or a reminder of something that is due soon.
package struct NoticeRecord: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: UUID
    /// The object and what happened, such as `clearance.raise` or `clearance.reminder`.
    package let kind: String
    /// The object's public id, with a number behind a slash where it has one.
    package let subject: String
    /// Of a reminder.
    package let dueAt: Instant?
    /// When the person was told.
    package let createdAt: Instant
    /// When the person had read it; `nil` before.
    package let readAt: Instant?

    package static var columns: SQL { "id, kind, subject, due_at, created_at, read_at" }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        kind = try row.next()
        subject = try row.next()
        dueAt = try row.next()
        createdAt = try row.next()
        readAt = try row.next()
    }
}

/// Reads a person's notices, and has them made.
package struct NoticeStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// Hands on events of the outbox, at most so many, each once; how many there were.
    package func deliver(atMost count: Int) throws(PostgresError) -> Int {
        try db.scalar("SELECT deliver_notices(\(count))") ?? 0
    }

    /// Reminds of what is due soon, once of each due time.
    package func remind() throws(PostgresError) {
        let _: Int? = try db.scalar("SELECT remind() + remind_reviewers()")
    }

    /// A person's notices, the newest first, before `cursor`.
    package func notices(
        of person: ID<Person>,
        onlyUnread: Bool,
        before cursor: UUID?,
        limit: Int
    ) throws(PostgresError) -> [NoticeRecord] {
        try db.all(
            """
            SELECT \(NoticeRecord.columns) FROM notices
            WHERE person = \(person) AND (NOT \(onlyUnread) OR read_at IS NULL)
                AND (\(cursor)::uuid IS NULL OR id < \(cursor))
            ORDER BY id DESC
            LIMIT \(limit)
            """
        )
    }

    /// Notes that a person has read everything up to this notice.
    package func read(upTo last: UUID, by person: ID<Person>) throws(PostgresError) {
        // Any number of rows.
        try db.execute(
            """
            UPDATE notices SET read_at = platform_now()
            WHERE person = \(person) AND id <= \(last) AND read_at IS NULL
            """
        )
    }
}
