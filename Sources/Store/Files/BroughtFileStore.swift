// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// Says who brings which bytes, whose shares they take until they are gone from the store.
package struct BroughtFileStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The actor begins to bring bytes, which have to have arrived after so many seconds; for a dataset of an
    /// organisation, or in their own right.
    ///
    /// - Throws: `PostgresError` with a ``PostgresError/spentShare`` when that is more than they may.
    package func begin(_ digest: Digest, size: Int64, for organisation: ID<Organisation>?, seconds: Int)
        throws(PostgresError) -> UUID
    {
        try db.value(
            """
            SELECT bring_file(
                \(digest), \(size), \(organisation), make_interval(secs => \(Int32(clamping: seconds)))
            )
            """
        )
    }

    /// The bytes have arrived and count once however often one person brings them, or will not come.
    package func end(_ brought: UUID, areHere: Bool) throws(PostgresError) {
        _ = try db.query("SELECT end_bringing(\(brought), \(areHere))")
    }

    // MARK: For the platform's own work

    /// Those that should have arrived by now: their server ended.
    package func late() throws -> [(id: UUID, digest: Digest)] {
        try db.rows(
            "SELECT id, digest FROM brought_files WHERE arrives_until < platform_now() ORDER BY id LIMIT 10000"
        ) { row -> (UUID, Digest) in (try row.next(), try row.next()) }
    }

    /// What is on its way, whose bytes no row names yet.
    package func arriving() throws(PostgresError) -> [Digest] {
        try db.scalars("SELECT DISTINCT digest FROM brought_files WHERE arrives_until IS NOT NULL")
    }

    /// Of these nobody is charged any longer: they are gone from the store.
    package func gone(_ digests: [Digest]) throws(PostgresError) {
        // Any number of rows.
        try db.execute(
            """
            DELETE FROM brought_files
            WHERE digest = ANY (\(digests.map(\.bytes))) AND arrives_until IS NULL
            """
        )
    }

    /// Of what is published nobody is charged any longer: it is everybody's.
    package func published() throws(PostgresError) {
        // Any number of rows.
        try db.execute(
            """
            DELETE FROM brought_files b
            USING finding_files f JOIN finding_versions v ON v.id = f.version
            WHERE f.digest = b.digest AND v.state IN ('published', 'withdrawn') AND b.arrives_until IS NULL
            """
        )
    }
}
