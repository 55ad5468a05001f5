// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A release that a version used, as the certificate names it.
package struct UsedRelease: Record, Sendable {
    /// The public identifier of the release's dataset.
    package let dataset: PID
    /// The release's number within its dataset, from 1.
    package let sequence: Int
    /// The digest over what the release is made of: files, column roles and profile.
    package let fingerprint: Digest
    /// The digest of the release's terms.
    package let terms: Digest

    package static var columns: SQL { "d.pid, r.sequence, release_fingerprint(r.id), r.terms_digest" }

    package init(row: inout Row) throws(DecodingFailure) {
        dataset = try row.next()
        sequence = try row.next()
        fingerprint = try row.next()
        terms = try row.next()
    }
}

/// What a certificate says of screening, moderation and the problem.
package struct GateOutcomes: Record, Sendable {
    /// The digest of the last screening report.
    package let report: Digest
    /// Whether a moderator made an exception, since the screening had failed.
    package let isExcepted: Bool
    /// When a moderator last accepted the version.
    package let acceptedAt: Instant
    /// The problem that the finding answers; `nil` for none.
    package let problem: PID?
    /// The number of that problem's version when the finding's version was submitted; `nil` for none, and
    /// for a version that does not answer it.
    package let problemVersion: Int?
    /// Whether everybody may know of the problem.
    package let isProblemPublic: Bool
    /// The moment of the transaction, by the platform's clock.
    package let now: Instant

    package static var columns: SQL {
        """
        (SELECT digest FROM screening_reports WHERE version = v.id ORDER BY id DESC LIMIT 1),
        (SELECT state = 'excepted' FROM screenings WHERE version = v.id),
        (SELECT max(decided_at) FROM decisions WHERE subject = v.id AND event = 'accept'),
        (SELECT p.pid FROM problems p JOIN findings f ON f.problem = p.id WHERE f.id = v.finding),
        v.problem_version,
        EXISTS (
            SELECT FROM published.problems p JOIN findings f ON f.problem = p.key WHERE f.id = v.finding
        ),
        platform_now()
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        report = try row.next()
        isExcepted = try row.next()
        acceptedAt = try row.next()
        problem = try row.next()
        problemVersion = try row.next()
        isProblemPublic = try row.next()
        now = try row.next()
    }
}

/// Reads what a certificate is made of.
package struct CertificationStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// What the certificate of a version says of its gates.
    ///
    /// - Throws: `PostgresError` when there is no such version, or none that was screened and accepted.
    package func outcomes(_ version: ID<FindingVersion>) throws(PostgresError) -> GateOutcomes {
        try db.one("SELECT \(GateOutcomes.columns) FROM finding_versions v WHERE v.id = \(version)")
    }

    /// Keeps what opens the commitment to a version's problem, for those who know of that.
    package func add(opening: String, of version: ID<FindingVersion>) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO problem_openings (version, problem, opening)
            SELECT v.id, f.problem, \(opening) FROM finding_versions v JOIN findings f ON f.id = v.finding
            WHERE v.id = \(version)
            """
        )
    }

    /// The releases that a version used, by their datasets' public identifiers and by their numbers.
    package func releases(usedBy version: ID<FindingVersion>) throws(PostgresError) -> [UsedRelease] {
        try db.all(
            """
            SELECT \(UsedRelease.columns)
            FROM finding_releases u JOIN releases r ON r.id = u.release JOIN datasets d ON d.id = r.dataset
            WHERE u.version = \(version)
            ORDER BY d.pid, r.sequence
            """
        )
    }
}
