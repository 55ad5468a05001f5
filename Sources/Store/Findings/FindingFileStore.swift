// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A file of a version as stored.
package struct FindingFileRecord: Record, Sendable {
    /// A possible file name, and a valid one unless it is of old; once in the version.
    package let name: String
    /// In bytes.
    package let size: Int64
    /// As it was given with the upload.
    package let mediaType: String
    /// The SHA-256 of the file's bytes, by which they are stored.
    package let digest: Digest

    package static var columns: SQL { "name, size, media_type, digest" }

    package init(row: inout Row) throws(DecodingFailure) {
        name = try row.next()
        size = try row.next()
        mediaType = try row.next()
        digest = try row.next()
    }
}

/// Reads and writes the files of versions; the database lets only drafts change.
package struct FindingFileStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The files of a version in the order of their names' bytes.
    package func files(of version: ID<FindingVersion>) throws(PostgresError) -> [FindingFileRecord] {
        try db.all(Self.files(of: version))
    }

    /// The statement for the ``FindingFileRecord``s of a version.
    package static func files(of version: ID<FindingVersion>) -> SQL {
        """
        SELECT \(FindingFileRecord.columns) FROM finding_files
        WHERE version = \(version)
        ORDER BY name COLLATE "C"
        """
    }

    /// The file of a version with this name; `nil` when there is none.
    package func file(_ name: String, of version: ID<FindingVersion>) throws(PostgresError)
        -> FindingFileRecord?
    {
        try db.first(
            """
            SELECT \(FindingFileRecord.columns) FROM finding_files
            WHERE version = \(version) AND name = \(name)
            """
        )
    }

    /// Puts a file into a draft, in the place of one of the same name; the database refuses a second
    /// name of the same key.
    package func put(
        _ name: String,
        into version: ID<FindingVersion>,
        size: Int64,
        mediaType: String,
        digest: Digest
    ) throws(PostgresError) {
        try db.execute("DELETE FROM finding_files WHERE version = \(version) AND name = \(name)")
        try db.execute(
            """
            INSERT INTO finding_files (version, name, name_key, size, media_type, digest)
            VALUES (
                \(version), \(name), \(FileName.key(of: name)), \(size), \(mediaType), \(digest)
            )
            """
        )
    }

    /// Takes a file out of a draft; false when no file has the name.
    package func delete(_ name: String, of version: ID<FindingVersion>) throws(PostgresError) -> Bool {
        try db.execute("DELETE FROM finding_files WHERE version = \(version) AND name = \(name)") > 0
    }
}
