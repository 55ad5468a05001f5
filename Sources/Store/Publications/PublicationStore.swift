// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres

/// A publication as stored, for whoever changes it.
package struct PublicationEntry: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: UUID
    /// The public identifier, of the kind `publication`.
    package let pid: PID
    /// The finding that was published.
    package let finding: ID<Finding>
    /// The version that was published.
    package let version: ID<FindingVersion>
    /// The version's state in the same snapshot.
    package let versionState: Finding.State
    /// How much of it the public sees.
    package let state: PublicationRecord.State
    /// The bytes of the signed certificate.
    package let certificate: [UInt8]
    /// Of the document, and so its entity tag.
    package let digest: Digest
    /// When the clock publishes it, or shows it again; `nil` when it is neither embargoed nor hidden.
    package let dueAt: Instant?

    /// The publication's row, to be moved.
    package var row: Subject<PublicationRecord.State> { Subject(id, state) }
    /// The version's row, to be moved.
    package var versionRow: Subject<Finding.State> { Subject(version, versionState) }

    /// Of `publications p`, their `finding_versions v` and `certificates c`.
    package static var columns: SQL {
        "p.id, p.pid, p.finding, p.version, v.state, p.state, c.envelope, p.digest, p.due_at"
    }

    /// What `columns` read from.
    package static let source: SQL =
        """
        publications p
        JOIN finding_versions v ON v.id = p.version
        JOIN certificates c ON c.publication = p.id
        """

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        pid = try row.next()
        finding = try row.next()
        version = try row.next()
        versionState = try row.next()
        state = try row.next()
        certificate = try row.next()
        digest = try row.next()
        dueAt = try row.next()
    }
}

/// Writes the public record.
package struct PublicationStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The publication with this public identifier; `nil` when there is none that the actor may see.
    package func publication(_ pid: PID) throws(PostgresError) -> PublicationEntry? {
        try db.first(Self.publication(pid))
    }

    /// The same, which nobody else changes until the transaction ends.
    package func held(_ pid: PID) throws(PostgresError) -> PublicationEntry? {
        try db.first(
            Self.publication(pid),
            holding: "SELECT FROM \(PublicationEntry.source) WHERE p.pid = \(pid) FOR NO KEY UPDATE OF p"
        )
    }

    /// The publication of a version while it is under embargo, which nobody else changes until the
    /// transaction ends; `nil` for any other version.
    package func held(embargoed version: ID<FindingVersion>) throws(PostgresError) -> PublicationEntry? {
        let pid: PID? = try db.scalar("SELECT pid FROM publications WHERE version = \(version)")
        guard let pid, let entry = try held(pid), entry.state == .embargoed else { return nil }
        return entry
    }

    private static func publication(_ pid: PID) -> SQL {
        "SELECT \(PublicationEntry.columns) FROM \(PublicationEntry.source) WHERE p.pid = \(pid)"
    }

    /// The statement for the public id of the finding's last publication before this one, of those that ever
    /// were public.
    package static func previous(of finding: ID<Finding>) -> SQL {
        """
        SELECT p.pid FROM publications p JOIN finding_versions v ON v.id = p.version
        WHERE p.finding = \(finding) AND (p.state IN ('published', 'hidden') OR v.state = 'withdrawn')
        ORDER BY p.id DESC LIMIT 1
        """
    }

    /// Stores the document with its certificate: public at once, or embargoed until `due`.
    package func add(
        pid: PID,
        version: VersionRecord,
        document: [UInt8],
        publishedAt: Instant,
        due: Instant?,
        certificate: [UInt8],
        keyID: String
    ) throws(PostgresError) {
        let state: PublicationRecord.State = due == nil ? .published : .embargoed
        let id: UUID? = try db.scalar(
            """
            INSERT INTO publications (pid, finding, version, state, document, digest, published_at, due_at)
            VALUES (
                \(pid), \(version.finding), \(version.id), \(state), \(document), sha256(\(document)),
                \(publishedAt), \(due)
            )
            RETURNING id
            """
        )
        try db.execute(
            """
            INSERT INTO certificates (publication, version, envelope, digest, key_id)
            VALUES (\(id), \(version.id), \(certificate), sha256(\(certificate)), \(keyID))
            """
        )
    }

    /// Takes a publication back, by `withdraw` or before its day by `retract`, and puts
    /// the tombstone in its place.
    ///
    /// - Throws: `LostRace` when it is no longer in its state.
    package func end(
        _ entry: PublicationEntry,
        _ event: PublicationRecord.State.Event,
        tombstone: [UInt8],
        _ details: JSON
    ) throws {
        try db.move(
            entry.row,
            event,
            set: ["withdrawn_at = platform_now()", "tombstone = \(tombstone)"],
            details
        )
    }

    /// Stores the signed revocation of a publication's certificate.
    package func add(
        revocation: [UInt8],
        of entry: PublicationEntry,
        reason: String,
        keyID: String
    ) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO revocations (publication, envelope, reason, key_id)
            VALUES (\(entry.id), \(revocation), \(reason), \(keyID))
            """
        )
    }
}
