// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres

/// A file of a release, with its columns from left to right.
package struct ReleaseFileRecord: Record, Sendable {
    /// One column of the file's table.
    package struct Column: Sendable {
        /// As the file's header has it: 1 to 200 characters, once in the file.
        package let name: String
        /// `nil` until a data officer says what the column is.
        package let role: Release.ColumnRole?
        /// Why an identifier that is suspected in it, and not certain, is something else; `nil` while nobody
        /// said so.
        package let acknowledged: String?
    }

    /// The key of its row; a later row has a larger one.
    package let id: ID<ReleaseFile>
    /// A possible file name, and a valid one unless it is of old; once in the release.
    package let name: String
    /// In bytes.
    package let size: Int64
    /// As it was given with the upload.
    package let mediaType: String
    /// The SHA-256 of the file's bytes, by which they are stored.
    package let digest: Digest
    /// When the file was put.
    package let createdAt: Instant
    /// How the table is written; `nil` for a file of before, and where it is not clear.
    package let dialect: JSON?
    /// Why that is not clear, and what may be said; such a file has no columns.
    package let unclear: JSON?
    /// The columns that somebody may know together, each list for itself; empty where it is all that are
    /// quasi-identifiers.
    package let quasiSets: [[String]]
    /// The columns from left to right.
    package let columns: [Column]

    /// Of `release_files f`.
    package static var columns: SQL {
        """
        f.id, f.name, f.size, f.media_type, f.digest, f.created_at, f.dialect, f.unclear,
        f.quasi_sets,
        ARRAY(SELECT c.name FROM release_columns c WHERE c.file = f.id ORDER BY c.position),
        ARRAY(SELECT c.role FROM release_columns c WHERE c.file = f.id ORDER BY c.position),
        ARRAY(SELECT c.acknowledged FROM release_columns c WHERE c.file = f.id ORDER BY c.position)
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        name = try row.next()
        size = try row.next()
        mediaType = try row.next()
        digest = try row.next()
        createdAt = try row.next()
        dialect = try JSON(stored: row.next())
        unclear = try JSON(stored: row.next())
        let sets = try JSON(stored: row.next() as RawJSON)?.array ?? []
        quasiSets = sets.map { $0.array?.compactMap(\.string) ?? [] }
        let names: [String] = try row.next()
        let roles: [String?] = try row.next()
        let reasons: [String?] = try row.next()
        var columns: [Column] = []
        for (name, (role, reason)) in zip(names, zip(roles, reasons)) {
            columns.append(
                Column(name: name, role: role == nil ? nil : try .known(role ?? ""), acknowledged: reason)
            )
        }
        self.columns = columns
    }
}

/// Reads and writes the files of releases and the roles of their columns; the
/// database lets only drafts change.
package struct ReleaseFileStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The files of a release in the order of their names' bytes.
    package func files(of release: ID<Release>) throws(PostgresError) -> [ReleaseFileRecord] {
        try db.all(
            """
            SELECT \(ReleaseFileRecord.columns) FROM release_files f
            WHERE f.release = \(release)
            ORDER BY f.name COLLATE "C"
            """
        )
    }

    /// The files of all releases against which a version of a finding is judged, as far as the
    /// actor sees them.
    package func files(inScopeOf version: ID<FindingVersion>) throws(PostgresError) -> [ScopedFile] {
        try db.all(
            """
            SELECT \(ScopedFile.columns)
            FROM scope_of(\(version)) s
            JOIN release_files f ON f.release = s.release
            JOIN releases r ON r.id = s.release
            JOIN datasets d ON d.id = r.dataset
            ORDER BY f.id
            """
        )
    }

    /// The file of a release with this name; `nil` when there is none.
    package func file(_ name: String, of release: ID<Release>) throws(PostgresError) -> ReleaseFileRecord? {
        try db.first(
            """
            SELECT \(ReleaseFileRecord.columns) FROM release_files f
            WHERE f.release = \(release) AND f.name = \(name)
            """
        )
    }

    /// Puts a file with the columns of its header into a draft, in the place of one of the same name; the
    /// database refuses a second name of the same key.
    package func put(
        _ name: String,
        into release: ID<Release>,
        size: Int64,
        mediaType: String,
        digest: Digest,
        contents: TableContents
    ) throws(PostgresError) -> ReleaseFileRecord {
        try db.execute("DELETE FROM release_files WHERE release = \(release) AND name = \(name)")
        let id: ID<ReleaseFile>? = try db.scalar(
            """
            INSERT INTO release_files (release, name, name_key, size, media_type, digest, dialect, unclear)
            VALUES (
                \(release), \(name), \(FileName.key(of: name)), \(size), \(mediaType), \(digest),
                \(contents.dialect?.stored), \(contents.unclear?.stored)
            )
            RETURNING id
            """
        )
        try db.execute(
            """
            INSERT INTO release_columns (file, position, name)
            SELECT \(id), position, name
            FROM unnest(\(contents.header)) WITH ORDINALITY AS header (name, position)
            """
        )
        return try db.one("SELECT \(ReleaseFileRecord.columns) FROM release_files f WHERE f.id = \(id)")
    }

    /// Says how a draft's file is written; what was said of its columns is kept where their names are.
    package func read(_ file: ReleaseFileRecord, as contents: TableContents) throws(PostgresError) {
        let names = Set(contents.header)
        let kept: [JSON] = file.quasiSets.filter(names.isSuperset).map { .array($0.map(JSON.string)) }
        // Any number of rows.
        try db.execute(
            """
            UPDATE release_files
            SET dialect = \(contents.dialect?.stored), unclear = \(contents.unclear?.stored),
                quasi_sets = \(JSON.array(kept).stored)
            WHERE id = \(file.id)
            """
        )
        try db.execute("DELETE FROM release_columns WHERE file = \(file.id)")
        try db.execute(
            """
            INSERT INTO release_columns (file, position, name, role, acknowledged)
            SELECT \(file.id), header.position, header.name, former.role, former.acknowledged
            FROM unnest(\(contents.header)) WITH ORDINALITY AS header (name, position)
            LEFT JOIN unnest(
                \(file.columns.map(\.name)), \(file.columns.map { $0.role?.rawValue }),
                \(file.columns.map(\.acknowledged))
            ) AS former (name, role, acknowledged) USING (name)
            """
        )
    }

    /// Takes a file out of a draft; false when no file has the name.
    package func delete(_ name: String, of release: ID<Release>) throws(PostgresError) -> Bool {
        try db.execute("DELETE FROM release_files WHERE release = \(release) AND name = \(name)") > 0
    }

    /// Says what columns of a draft's file are; names that the file does not have are passed over.
    package func assign(_ said: SaidOfColumns, in file: ID<ReleaseFile>) throws(PostgresError) {
        // Any number of rows.
        try db.execute(
            """
            UPDATE release_columns c SET role = given.role
            FROM unnest(\(Array(said.roles.keys)), \(said.roles.values.map(\.rawValue))) AS given (name, role)
            WHERE c.file = \(file) AND c.name = given.name
            """
        )
        // Any number of rows.
        try db.execute(
            """
            UPDATE release_columns c SET acknowledged = given.reason
            FROM unnest(\(Array(said.acknowledged.keys)), \(Array(said.acknowledged.values))) AS given (name, reason)
            WHERE c.file = \(file) AND c.name = given.name
            """
        )
        if let sets = said.quasiSets {
            let json = JSON.array(sets.map { .array($0.map(JSON.string)) })
            // Any number of rows.
            try db.execute("UPDATE release_files SET quasi_sets = \(json.stored) WHERE id = \(file)")
        }
    }
}
