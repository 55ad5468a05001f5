// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A count that differs by a few from one of the same thing in another finding.
package struct CountDifference: Record, Sendable {
    /// Which of the counts that were asked about.
    package let place: Int
    /// The difference without its sign, at least 1.
    package let by: Int64
    /// The other finding and its version.
    package let subject: String

    package static var columns: SQL { "place, by, subject" }

    package init(row: inout Row) throws(DecodingFailure) {
        place = try row.next()
        by = try row.next()
        subject = try row.next()
    }
}

/// Keeps what findings counted in a release, without the words: fingerprints under the release's own salt.
package struct CountStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// Keeps counts of a version, given beside what each is a count of.
    package func keep(_ subjects: [String], _ values: [Int64], of version: ID<FindingVersion>)
        throws(PostgresError)
    {
        try db.execute(
            """
            INSERT INTO finding_counts (version, release, fingerprint, value)
            SELECT \(version), s.release, count_fingerprint(s.salt, c.subject), c.value
            FROM unnest(\(subjects), \(values)) AS c (subject, value)
            CROSS JOIN scope_of(\(version)) u JOIN release_salts s ON s.release = u.release
            ON CONFLICT DO NOTHING
            """
        )
    }

    /// The counts that differ, but by less than `limit`, from one of the same thing in another finding on the
    /// same release, of which a version is before the gates or past them.
    package func differences(
        _ subjects: [String],
        _ values: [Int64],
        of version: ID<FindingVersion>,
        below limit: Int
    ) throws(PostgresError) -> [CountDifference] {
        // A salt for each release that has none yet.
        try db.execute(
            """
            INSERT INTO release_salts (release) SELECT release FROM scope_of(\(version)) ORDER BY release
            ON CONFLICT DO NOTHING
            """
        )
        return try db.all(
            """
            SELECT \(CountDifference.columns) FROM (
                SELECT DISTINCT ON (c.place)
                    c.place - 1 AS place, abs(c.value - k.value) AS by, f.pid || '/' || v.number AS subject
                FROM unnest(\(subjects), \(values)) WITH ORDINALITY AS c (subject, value, place)
                CROSS JOIN scope_of(\(version)) u
                JOIN release_salts s ON s.release = u.release
                JOIN finding_counts k
                    ON k.release = u.release AND k.fingerprint = count_fingerprint(s.salt, c.subject)
                JOIN finding_versions v ON v.id = k.version
                JOIN findings f ON f.id = v.finding
                WHERE abs(c.value - k.value) BETWEEN 1 AND \(limit - 1)
                    AND v.finding <> (SELECT finding FROM finding_versions WHERE id = \(version))
                    AND v.state IN ('submitted', 'publishable', 'published', 'withdrawn')
                ORDER BY c.place, by
            ) AS found
            """
        )
    }
}
