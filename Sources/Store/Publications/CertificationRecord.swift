// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// How far the certificate of a version is.
package struct CertificationRecord: Record, Sendable {
    /// The version, which is also the key of the row.
    package let version: ID<FindingVersion>
    /// Its state when it was read.
    package let state: Certification
    /// The canonical bytes of what is published, without the time; `nil` for what was submitted before
    /// documents were fixed.
    package let document: [UInt8]?

    /// The certification's row, to be moved.
    package var row: Subject<Certification> { Subject(version, state) }

    package static var columns: SQL { "version, state, document" }

    package init(row: inout Row) throws(DecodingFailure) {
        version = try row.next()
        state = try row.next()
        document = try row.next()
    }
}

/// A certificate that could not be issued and waits for somebody.
package struct StuckCertificate: Record, Sendable {
    /// The finding's public identifier and the version's number, with a slash between them.
    package let subject: String
    /// Why it could not be issued; `nil` where a job has not been done in time.
    package let cause: String?

    /// Of `certifications k`, `finding_versions v` and `findings f`.
    package static var columns: SQL { "f.pid || '/' || v.number, k.cause" }

    package init(row: inout Row) throws(DecodingFailure) {
        subject = try row.next()
        cause = try row.next()
    }
}

extension CertificationStore {
    /// The certification of a version; `nil` before it is submitted.
    package func certification(of version: ID<FindingVersion>) throws(PostgresError) -> CertificationRecord? {
        try db.first("SELECT \(CertificationRecord.columns) FROM certifications WHERE version = \(version)")
    }

    /// The certification of a submitted version, which is begun where the previous version of the program has
    /// begun none.
    package func begun(of version: ID<FindingVersion>) throws(PostgresError) -> CertificationRecord? {
        if let found = try certification(of: version) { return found }
        try db.execute(
            "INSERT INTO certifications (version) VALUES (\(version)) ON CONFLICT (version) DO NOTHING"
        )
        return try certification(of: version)
    }

    /// Begins the certification of a version just submitted, with what is to be published of it, for good.
    package func begin(_ version: ID<FindingVersion>, document: [UInt8]) throws(PostgresError) {
        try db.executeLater(
            "INSERT INTO certifications (version, document) VALUES (\(version), \(document))"
        )
    }

    /// The certificates of versions before their gates that could not be issued, or are a day late, the
    /// longest due first.
    package func stuck(atMost limit: Int) throws(PostgresError) -> [StuckCertificate] {
        try db.all(
            """
            SELECT \(StuckCertificate.columns)
            FROM certifications k JOIN finding_versions v ON v.id = k.version JOIN findings f ON f.id = v.finding
            WHERE \(Self.isStuck) AND v.state = 'submitted'
            ORDER BY k.due_at
            LIMIT \(limit)
            """
        )
    }

    /// Whether somebody has to look at a row of `certifications k`.
    static var isStuck: SQL {
        """
        (k.state = ANY (\(Certification.stuck.map(\.rawValue)))
            OR (k.state = \(Certification.pending) AND k.due_at < platform_now()))
        """
    }
}
