// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

/// What is backed up: a database, its files and its keys.
package struct BackupSource: Sendable {
    /// How the role that may replicate signs in.
    package let replication: String
    /// A pool of the platform's own role.
    package let platform: Database
    package let files: FileStore
    /// The folder of the signing keys.
    package let keys: String
    /// The name of the last migration that the program knows.
    package let schema: String

    package init(replication: String, platform: Database, files: FileStore, keys: String, schema: String) {
        self.replication = replication
        self.platform = platform
        self.files = files
        self.keys = keys
        self.schema = schema
    }
}

/// Where a database stands at a moment.
struct DatabasePosition: Record, Sendable {
    /// By the database's wall clock, which its commits bear.
    let at: Instant
    let serverVersion: String
    let major: Int64
    let database: String
    let systemIdentifier: String
    let checkpoint: String?

    static var columns: SQL {
        """
        clock_timestamp(), current_setting('server_version'), current_setting('server_version_num')::bigint / 10000,
        current_database()::text, (SELECT system_identifier::text FROM pg_control_system()),
        (SELECT note FROM published.log_checkpoints ORDER BY size DESC LIMIT 1)
        """
    }

    init(row: inout Row) throws(DecodingFailure) {
        at = try row.next()
        serverVersion = try row.next()
        major = try row.next()
        database = try row.next()
        systemIdentifier = try row.next()
        checkpoint = try row.next()
    }
}

extension BackupSource {
    /// Where the database stands now, and which files it names.
    func position() async throws -> (DatabasePosition, Set<Digest>) {
        try await platform.snapshot { db in
            guard let position: DatabasePosition = try db.first("SELECT \(DatabasePosition.columns)") else {
                throw BackupError.failed(program: "the database", output: "it says nothing of itself")
            }
            return (position, Set(try ReferencedFileStore(db).files().map(\.digest)))
        }
    }
}
