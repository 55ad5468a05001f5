// SPDX-License-Identifier: Apache-2.0
import Postgres

/// Knows whose keys sign for a database, and the secrets that its servers share, by ids and digests alone.
package struct SignerStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// Waits until no other transaction decides whose keys sign, and keeps others away until this one ends.
    package func lock() throws(PostgresError) {
        try db.execute("SELECT pg_advisory_xact_lock(hashtextextended('teahouse.signers', 0))")
    }

    /// The id of the key that is in use; `nil` as long as none was.
    package func current() throws(PostgresError) -> String? {
        try db.scalar("SELECT key_id FROM signers ORDER BY number DESC LIMIT 1")
    }

    /// Puts a key in use; nothing where it has been before.
    package func add(_ id: String) throws(PostgresError) {
        try db.execute("INSERT INTO signers (key_id) VALUES (\(id)) ON CONFLICT (key_id) DO NOTHING")
    }

    /// The newest certificate, as it was signed; `nil` where nothing was certified.
    package func newestCertificate() throws(PostgresError) -> [UInt8]? {
        try db.scalar("SELECT envelope FROM certificates ORDER BY id DESC LIMIT 1")
    }

    /// The digest of the secret `name`, which is `digest` where it had none.
    package func secret(_ name: String, unlessThere digest: [UInt8]) throws(PostgresError) -> [UInt8]? {
        try db.execute(
            "INSERT INTO server_secrets (name, sha256) VALUES (\(name), \(digest)) ON CONFLICT DO NOTHING"
        )
        return try secret(name)
    }

    /// The digest of the secret `name`; `nil` where no server has had one.
    package func secret(_ name: String) throws(PostgresError) -> [UInt8]? {
        try db.scalar("SELECT sha256 FROM server_secrets WHERE name = \(name)")
    }

    /// Puts another secret in the place of `name`.
    package func replaceSecret(_ name: String, with digest: [UInt8]) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO server_secrets (name, sha256) VALUES (\(name), \(digest))
            ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256, since = clock_timestamp()
            """
        )
    }
}
