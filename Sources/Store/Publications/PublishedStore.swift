// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// What the public may read of one publication: the stored bytes.
package struct PublishedRecord: Record, Sendable {
    /// The public identifier, of the kind `publication`.
    package let pid: PID
    /// Whether only the tombstone is left.
    package let isWithdrawn: Bool
    /// Until when nobody sees it; `nil` unless it is hidden.
    package let hiddenUntil: Instant?
    /// The canonical document, or the tombstone of a withdrawn one; empty while it is hidden.
    package let record: [UInt8]
    /// What its authors said of its withdrawal, as far as a moderator let it.
    package let note: String?
    /// The SHA-256 of the document, which stays the same when a tombstone takes its place.
    package let digest: Digest
    /// The bytes of the signed certificate.
    package let certificate: [UInt8]
    /// The bytes of the signed revocation; `nil` unless it is withdrawn.
    package let revocation: [UInt8]?
    /// When the document became public, as it says itself.
    package let publishedAt: Instant
    /// When the row last changed, as by a withdrawal.
    package let changedAt: Instant

    package static var columns: SQL {
        """
        pid, state = 'withdrawn', hidden_until, coalesce(record, ''), note, digest, certificate, revocation,
        published_at, changed_at
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        pid = try row.next()
        isWithdrawn = try row.next()
        hiddenUntil = try row.next()
        record = try row.next()
        note = try row.next()
        digest = try row.next()
        certificate = try row.next()
        revocation = try row.next()
        publishedAt = try row.next()
        changedAt = try row.next()
    }
}

/// A publication in a list.
package struct PublishedSummary: Record, Sendable {
    /// The public identifier, of the kind `publication`.
    package let pid: PID
    /// The finding's public identifier, which all its versions share.
    package let concept: PID
    /// The number of the version that was published.
    package let version: Int
    /// The version's title: 1 to 300 characters.
    package let title: String
    /// What sort of result it reports.
    package let kind: Finding.Kind
    /// The SHA-256 of the document.
    package let digest: Digest
    /// When the document became public, as it says itself.
    package let publishedAt: Instant

    package static var columns: SQL { "pid, concept, version, title, kind, digest, published_at" }

    package init(row: inout Row) throws(DecodingFailure) {
        pid = try row.next()
        concept = try row.next()
        version = try row.next()
        title = try row.next()
        kind = try row.next()
        digest = try row.next()
        publishedAt = try row.next()
    }
}

/// Reads what is public, through the views of the schema `published` and nothing else; fit for every role.
package struct PublishedStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The publication with this public identifier; `nil` when it was never public.
    package func publication(_ pid: PID) throws(PostgresError) -> PublishedRecord? {
        try db.first("SELECT \(PublishedRecord.columns) FROM published.publications WHERE pid = \(pid)")
    }

    /// The publications that are not withdrawn, newest first, after `cursor`.
    package func publications(
        kind: Finding.Kind?,
        after cursor: PID?,
        limit: Int
    ) throws(PostgresError) -> [PublishedSummary] {
        try db.all(
            """
            SELECT \(PublishedSummary.columns) FROM published.publications
            WHERE state = 'published' AND (\(kind)::text IS NULL OR kind = \(kind))
                AND (\(cursor)::text IS NULL OR (published_at, pid) < (
                    SELECT published_at, pid FROM published.publications WHERE pid = \(cursor)
                ))
            ORDER BY published_at DESC, pid DESC
            LIMIT \(limit)
            """
        )
    }

    /// The files of a publication in the order of their names' bytes; empty once it is withdrawn.
    package func files(of publication: PID) throws(PostgresError) -> [FindingFileRecord] {
        try db.all(
            """
            SELECT \(FindingFileRecord.columns) FROM published.files
            WHERE publication = \(publication)
            ORDER BY name COLLATE "C"
            """
        )
    }
}
