// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// Compares published documents with the digests that their certificates were made of; for the exporter's
/// role.
package struct PublishedDigestStore {
    private let db: Connection
    private static let page = 2_000

    private struct Row: Record {
        let pid: String
        let isWhole: Bool

        static var columns: SQL { "pid, state <> 'published' OR sha256(record) = digest" }

        init(row: inout Postgres.Row) throws(DecodingFailure) {
            pid = try row.next()
            isWhole = try row.next()
        }
    }

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The public ids of documents that have other bytes than they had.
    package func damaged(atMost limit: Int) throws(PostgresError) -> [String] {
        var damaged: [String] = []
        var last = ""
        while true {
            let rows: [Row] = try db.all(
                """
                SELECT \(Row.columns) FROM published.publications
                WHERE pid > \(last)
                ORDER BY pid
                LIMIT \(Self.page)
                """
            )
            damaged += rows.filter { !$0.isWhole }.map(\.pid)
            guard let end = rows.last, damaged.count < limit else { return Array(damaged.prefix(limit)) }
            last = end.pid
        }
    }
}
