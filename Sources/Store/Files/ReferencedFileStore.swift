// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A file that rows name.
package struct ReferencedFile: Record, Sendable {
    /// The SHA-256 of the file's bytes.
    package let digest: Digest
    /// In bytes.
    package let size: Int64

    package static var columns: SQL { "digest, size" }

    package init(row: inout Row) throws(DecodingFailure) {
        digest = try row.next()
        size = try row.next()
    }
}

/// Says which stored files are still needed; for the platform's own work, which sees all rows.
package struct ReferencedFileStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// Whether rows name any file at all.
    package func hasFiles() throws(PostgresError) -> Bool {
        try db.scalar(
            "SELECT EXISTS (SELECT FROM finding_files) OR EXISTS (SELECT FROM release_files)"
        ) == true
    }

    /// Every file of a finding, and of a release that was not taken back, once.
    package func files() throws(PostgresError) -> [ReferencedFile] {
        try db.all(
            """
            SELECT \(ReferencedFile.columns) FROM (
                SELECT digest, size FROM finding_files
                UNION
                SELECT f.digest, f.size FROM release_files f JOIN releases r ON r.id = f.release
                WHERE r.state <> 'retired'
            ) AS named
            ORDER BY digest
            """
        )
    }
}
