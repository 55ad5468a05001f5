// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A release that a version used, as the certificate names it.
package struct UsedRelease: Record, Sendable {
    package let dataset: PID
    package let sequence: Int
    package let fingerprint: Digest
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
    package let report: Digest
    package let isExcepted: Bool
    package let acceptedAt: Instant
    package let problem: PID?
    package let problemVersion: Int?
    package let now: Instant

    package static var columns: SQL {
        """
        (SELECT digest FROM screening_reports WHERE version = v.id ORDER BY id DESC LIMIT 1),
        (SELECT state = 'excepted' FROM screenings WHERE version = v.id),
        (SELECT max(decided_at) FROM decisions WHERE subject = v.id AND event = 'accept'),
        (SELECT p.pid FROM problems p JOIN findings f ON f.problem = p.id WHERE f.id = v.finding),
        v.problem_version, platform_now()
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        report = try row.next()
        isExcepted = try row.next()
        acceptedAt = try row.next()
        problem = try row.next()
        problemVersion = try row.next()
        now = try row.next()
    }
}

/// Reads what a certificate is made of.
package struct CertificationStore {
    private let db: Connection

    package init(_ db: Connection) {
        self.db = db
    }

    package func outcomes(_ version: ID<FindingVersion>) throws(PostgresError) -> GateOutcomes {
        try db.one("SELECT \(GateOutcomes.columns) FROM finding_versions v WHERE v.id = \(version)")
    }

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
