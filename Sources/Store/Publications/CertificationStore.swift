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

/// The problem that a version answers.
package struct AnsweredProblem: Record, Sendable {
    /// The problem's public identifier.
    package let pid: PID
    /// The number of its version when the finding's version was submitted.
    package let version: Int
    /// Whether everybody may know of it now.
    package let isPublic: Bool

    /// Of `finding_versions v`, `findings f` and `problems p`.
    package static var columns: SQL {
        "p.pid, v.problem_version, EXISTS (SELECT FROM published.problems b WHERE b.key = p.id)"
    }

    package init(row: inout Row) throws(DecodingFailure) {
        pid = try row.next()
        version = try row.next()
        isPublic = try row.next()
    }
}

/// What a certificate says of screening and moderation.
package struct GateOutcomes: Record, Sendable {
    /// The digest of the last screening report.
    package let report: Digest
    /// Whether a moderator made an exception, since the screening had failed.
    package let isExcepted: Bool
    /// When a moderator last accepted the version.
    package let acceptedAt: Instant
    /// The moment of the transaction, by the platform's clock.
    package let now: Instant

    package static var columns: SQL {
        """
        (SELECT digest FROM screening_reports WHERE version = v.id ORDER BY id DESC LIMIT 1),
        (SELECT state = 'excepted' FROM screenings WHERE version = v.id),
        (SELECT max(decided_at) FROM decisions WHERE subject = v.id AND event = 'accept'),
        platform_now()
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        report = try row.next()
        isExcepted = try row.next()
        acceptedAt = try row.next()
        now = try row.next()
    }
}

/// Reads what a document and its certificate are made of.
package struct CertificationStore {
    let db: Connection

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

    /// The statement for the ``AnsweredProblem`` of a version since its submission; there is none that the
    /// actor may not see.
    package static func problem(answeredBy version: ID<FindingVersion>) -> SQL {
        """
        SELECT \(AnsweredProblem.columns)
        FROM finding_versions v JOIN findings f ON f.id = v.finding JOIN problems p ON p.id = f.problem
        WHERE v.id = \(version) AND v.problem_version IS NOT NULL
        """
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

    /// The statement for the ``UsedRelease``s of a version, by their datasets' public identifiers and by
    /// their numbers.
    package static func releases(usedBy version: ID<FindingVersion>) -> SQL {
        """
        SELECT \(UsedRelease.columns)
        FROM finding_releases u JOIN releases r ON r.id = u.release JOIN datasets d ON d.id = r.dataset
        WHERE u.version = \(version)
        ORDER BY d.pid, r.sequence
        """
    }
}
