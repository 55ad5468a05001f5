// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A day (UTC) on which something was published that is not withdrawn.
package struct PublishedDay: Record, Sendable {
    /// `2026-11-24`.
    package let day: String
    /// How many of the day's publications are not withdrawn.
    package let count: Int
    /// When one of them last changed.
    package let changedAt: Instant

    package static var columns: SQL {
        "to_char(published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), count(*), max(changed_at)"
    }

    package init(row: inout Row) throws(DecodingFailure) {
        day = try row.next()
        count = try row.next()
        changedAt = try row.next()
    }
}

/// One of its publications.
package struct PublishedPlace: Record, Sendable {
    /// The public identifier, of the kind `publication`.
    package let pid: PID
    /// The SHA-256 of the document.
    package let digest: Digest
    /// The length of the document in bytes.
    package let size: Int
    /// When it last changed.
    package let changedAt: Instant

    package static var columns: SQL { "pid, digest, octet_length(record), changed_at" }

    package init(row: inout Row) throws(DecodingFailure) {
        pid = try row.next()
        digest = try row.next()
        size = try row.next()
        changedAt = try row.next()
    }
}

/// Reads what feeds and site maps list, through the schema `published`.
package struct FeedStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The newest publications that are not withdrawn, as their documents.
    package func newest(limit: Int) throws(PostgresError) -> [[UInt8]] {
        try db.scalars(
            """
            SELECT record FROM published.publications WHERE state = 'published'
            ORDER BY published_at DESC, pid DESC LIMIT \(limit)
            """
        )
    }

    /// The days on which something was published, oldest first.
    package func days() throws(PostgresError) -> [PublishedDay] {
        try db.all(
            """
            SELECT \(PublishedDay.columns) FROM published.publications WHERE state = 'published'
            GROUP BY 1 ORDER BY 1
            """
        )
    }

    /// A part of one day's publications in the order of their publication.
    package func publications(
        from: Instant,
        before: Instant,
        offset: Int,
        limit: Int
    ) throws(PostgresError) -> [PublishedPlace] {
        try db.all(
            """
            SELECT \(PublishedPlace.columns) FROM published.publications
            WHERE state = 'published' AND published_at >= \(from) AND published_at < \(before)
            ORDER BY published_at, pid OFFSET \(offset) LIMIT \(limit)
            """
        )
    }

    /// What changed last, newest first, withdrawals among it.
    package func changes(limit: Int) throws(PostgresError) -> [HarvestHeader] {
        try db.all(
            """
            SELECT \(HarvestHeader.columns) FROM published.harvest
            ORDER BY changed_at DESC, pid DESC LIMIT \(limit)
            """
        )
    }
}
