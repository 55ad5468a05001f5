// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A signed state of the log.
package struct LogCheckpoint: Record, Sendable {
    /// How many entries the log had.
    package let size: Int64
    /// The root of the tree over them: 32 bytes.
    package let root: [UInt8]
    /// As it was signed (C2SP signed-note).
    package let note: String
    /// When it was stored, by the database's own clock.
    package let sealedAt: Instant

    package static var columns: SQL { "size, root, note, sealed_at" }

    package init(row: inout Row) throws(DecodingFailure) {
        size = try row.next()
        root = try row.next()
        note = try row.next()
        sealedAt = try row.next()
    }
}

/// A sealed entry of the log.
package struct SealedEntry: Record, Sendable {
    /// The entry's place in the log, counted from 0.
    package let index: Int64
    /// The entry itself: a JSON object of at most 65535 bytes.
    package let body: String
    /// Of the leaf.
    package let hash: [UInt8]

    package static var columns: SQL { "index, body, hash" }

    package init(row: inout Row) throws(DecodingFailure) {
        index = try row.next()
        body = try row.next()
        hash = try row.next()
    }
}

/// Reads the log as everybody may.
package struct PublishedLogStore {
    let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The newest checkpoint; `nil` as long as nothing was sealed.
    package func head() throws(PostgresError) -> LogCheckpoint? {
        try db.first(
            "SELECT \(LogCheckpoint.columns) FROM published.log_checkpoints ORDER BY size DESC LIMIT 1"
        )
    }

    /// The first checkpoint that is larger than `size`.
    package func checkpoint(after size: Int64) throws(PostgresError) -> LogCheckpoint? {
        try db.first(
            """
            SELECT \(LogCheckpoint.columns) FROM published.log_checkpoints
            WHERE size > \(size) ORDER BY size LIMIT 1
            """
        )
    }

    /// A tile's hashes, one behind the other; fewer than `count` where the log is shorter.
    package func tile(level: Int, number: Int64, count: Int) throws(PostgresError) -> [UInt8] {
        try db.scalar("SELECT published.log_tile(\(level), \(number), \(count))") ?? []
    }

    /// The entries from an index on, at most `limit`.
    package func entries(from index: Int64, limit: Int) throws(PostgresError) -> [SealedEntry] {
        try db.all(
            """
            SELECT \(SealedEntry.columns) FROM published.log_entries
            WHERE index >= \(index) AND index < \(index + Int64(limit))
            ORDER BY index
            """
        )
    }

    /// The entry with this leaf hash.
    package func entry(ofLeaf hash: [UInt8]) throws(PostgresError) -> SealedEntry? {
        try db.first(
            """
            SELECT \(SealedEntry.columns) FROM published.log_entries WHERE hash = \(hash)
            """
        )
    }
}
