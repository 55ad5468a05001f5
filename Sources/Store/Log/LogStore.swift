// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// Writes the log's tree.
///
/// Entries themselves are written by the database, with the events that they record.
package struct LogStore {
    let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// Keeps every other sealer away until the transaction ends; false when there is one already.
    package func lock() throws(PostgresError) -> Bool {
        try db.scalar("SELECT pg_try_advisory_xact_lock(hashtextextended('teahouse.log', 0))") == true
    }

    /// Keeps every sealer away until the transaction ends, once the one that is at work is done.
    package func waitForSealers() throws(PostgresError) {
        try db.execute("SELECT pg_advisory_xact_lock(hashtextextended('teahouse.log', 0))")
    }

    /// Gives indexes to entries that wait for one, at most so many; the hashes of their leaves, in order.
    package func seal(atMost count: Int) throws(PostgresError) -> [[UInt8]] {
        try db.scalars("SELECT hash FROM seal_log(\(count))")
    }

    /// Stores full tiles: their places, and behind one another their hashes (8192 bytes each)
    /// and roots (32 bytes each).
    package func add(levels: [Int], numbers: [Int64], hashes: [UInt8], roots: [UInt8]) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO log_tiles (level, number, hashes, root)
            SELECT
                level, number, substring(hashes FROM (place::integer - 1) * 8192 + 1 FOR 8192),
                substring(roots FROM (place::integer - 1) * 32 + 1 FOR 32)
            FROM unnest(\(levels), \(numbers)) WITH ORDINALITY AS tiles (level, number, place),
                (SELECT \(hashes) AS hashes, \(roots) AS roots) AS bytes
            """
        )
    }

    /// Keeps the signed state of a log of `size` entries.
    ///
    /// - Throws: `PostgresError` for a second one of the same size (`log_checkpoints_pkey`), or a root of
    ///   other than 32 bytes (`log_checkpoints_root_length`).
    package func add(checkpoint note: String, size: Int64, root: [UInt8]) throws(PostgresError) {
        try db.execute(
            "INSERT INTO log_checkpoints (size, root, note) VALUES (\(size), \(root), \(note))"
        )
    }

    /// What the log has on a version, for an actor who sees the version.
    package func receipts(for version: ID<FindingVersion>) throws(PostgresError) -> [LogReceipt] {
        try db.all(
            """
            SELECT \(LogReceipt.columns)
            FROM log_openings o
            JOIN log_entries e ON e.id = o.entry
            LEFT JOIN log_leaves l ON l.entry = e.id
            WHERE o.version = \(version)
            ORDER BY e.id
            """
        )
    }
}

/// An entry of the log with what it commits to.
package struct LogReceipt: Record, Sendable {
    /// The entry as it stands in the log: a JSON object.
    package let entry: String
    /// What the entry's commitment is the SHA-256 of: a JSON text with a salt.
    package let opening: String
    /// `nil` until it is sealed.
    package let index: Int64?

    package static var columns: SQL { "e.body, o.opening, l.index" }

    package init(row: inout Row) throws(DecodingFailure) {
        entry = try row.next()
        opening = try row.next()
        index = try row.next()
    }
}
