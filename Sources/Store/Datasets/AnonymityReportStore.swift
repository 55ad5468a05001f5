// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// What was measured of a release at one time.
package struct AnonymityReportRecord: Record, Sendable {
    /// Whether the files were anonymous enough for the release's profile.
    package let passed: Bool
    /// The SHA-256 of the report's bytes.
    package let digest: Digest
    /// When the report was stored.
    package let measuredAt: Instant
    /// Whether the files, roles and the profile are still those that were measured.
    package let isCurrent: Bool

    package static var columns: SQL {
        "passed, digest, measured_at, fingerprint = release_fingerprint(release)"
    }

    package init(row: inout Row) throws(DecodingFailure) {
        passed = try row.next()
        digest = try row.next()
        measuredAt = try row.next()
        isCurrent = try row.next()
    }
}

/// How far a measurement is.
package struct MeasurementRecord: Record, Sendable {
    /// The job's: ready, running, done, failed or parked.
    package let state: String
    /// How much is done, from 0 to 1; `nil` until the server that took the job has said so.
    package let progress: Double?
    /// Why it is parked; `nil` unless it is.
    package let cause: String?

    package static var columns: SQL { "state, progress, CASE WHEN state = 'parked' THEN cause END" }

    package init(row: inout Row) throws(DecodingFailure) {
        state = try row.next()
        progress = try row.next()
        cause = try row.next()
    }
}

/// Reads and writes the reports that measurements leave; a report is never changed.
package struct AnonymityReportStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// What exactly a report is made of: every file's name and bytes, every column's role, the profile.
    package func fingerprint(of release: ID<Release>) throws(PostgresError) -> Digest? {
        try db.scalar("SELECT release_fingerprint(\(release))")
    }

    /// Keeps a report and its signed attestation.
    ///
    /// The `fingerprint` says which files, roles and profile were measured; the report's digest is computed
    /// by the database.
    package func add(
        _ report: [UInt8],
        to release: ID<Release>,
        fingerprint: Digest,
        passed: Bool,
        attestation: [UInt8]
    ) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO anonymity_reports (release, fingerprint, passed, report, digest, attestation)
            VALUES (\(release), \(fingerprint), \(passed), \(report), sha256(\(report)), \(attestation))
            """
        )
    }

    /// The last report on a release.
    package func latest(of release: ID<Release>) throws(PostgresError) -> AnonymityReportRecord? {
        try db.first(
            """
            SELECT \(AnonymityReportRecord.columns) FROM anonymity_reports
            WHERE release = \(release)
            ORDER BY id DESC
            LIMIT 1
            """
        )
    }

    /// The bytes of a release's report with that digest.
    package func bytes(of digest: Digest, _ release: ID<Release>) throws(PostgresError) -> [UInt8]? {
        try db.scalar(
            "SELECT report FROM anonymity_reports WHERE release = \(release) AND digest = \(digest) LIMIT 1"
        )
    }

    /// The signed attestation of a release's report with that digest; `nil` for reports that
    /// are older than attestations.
    package func attestation(of digest: Digest, _ release: ID<Release>) throws(PostgresError) -> [UInt8]? {
        try db.scalar(
            """
            SELECT attestation FROM anonymity_reports
            WHERE release = \(release) AND digest = \(digest) LIMIT 1
            """
        )
    }

    /// The last measurement of a release, done or not.
    package func measurement(of release: ID<Release>) throws(PostgresError) -> MeasurementRecord? {
        try db.first(
            """
            SELECT \(MeasurementRecord.columns) FROM jobs
            WHERE kind = 'measure_release' AND subject = \(release)
            ORDER BY id DESC
            LIMIT 1
            """
        )
    }
}
