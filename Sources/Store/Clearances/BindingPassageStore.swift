// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// Reads and writes what binds findings to passages of others; for the platform's own work, but for what is
/// asked of exceptions.
package struct BindingPassageStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The sixteen bytes under which words are hashed that are kept.
    package func salt() throws(PostgresError) -> [UInt8] {
        try db.value("SELECT salt FROM passage_salt")
    }

    /// The passages that a version must be without since they had to go from other findings.
    package func passages(on version: ID<FindingVersion>) throws(PostgresError) -> [BindingPassage] {
        try db.all(
            """
            SELECT \(BindingPassage.columns)
            FROM flags g JOIN clearances c ON c.id = g.clearance
            LEFT JOIN passage_fingerprints p ON p.flag = g.id
            WHERE g.id IN (SELECT binding_flags(\(version))) ORDER BY g.id
            """
        )
    }

    /// Those of them that nobody has judged in this version.
    package func unjudged(in version: ID<FindingVersion>) throws(PostgresError) -> [BindingPassage] {
        let judged = try judged(in: version)
        return try passages(on: version).filter { !judged.contains($0.flag.id) }
    }

    /// Keeps the words of passages; what is kept already stays.
    package func keep(_ fingerprints: [UUID: [UInt8]]) throws(PostgresError) {
        for (flag, fingerprint) in fingerprints {
            try db.execute(
                """
                INSERT INTO passage_fingerprints (flag, fingerprint) VALUES (\(flag), \(fingerprint))
                ON CONFLICT DO NOTHING
                """
            )
        }
    }

    /// Writes down which of the passages stand in a version; what is known already stays.
    package func note(_ flags: Set<UUID>, standingIn version: ID<FindingVersion>) throws(PostgresError) {
        for flag in flags {
            try db.execute(
                """
                INSERT INTO foreign_passages (version, flag) VALUES (\(version), \(flag))
                ON CONFLICT DO NOTHING
                """
            )
        }
    }

    /// Those that somebody has judged already: that stand in a version whose screening was excepted, and
    /// that were found gone from it.
    package func judged(in version: ID<FindingVersion>) throws(PostgresError) -> Set<UUID> {
        let flags: [UUID] = try db.scalars(
            """
            SELECT p.flag FROM foreign_passages p JOIN screenings s ON s.version = p.version
            WHERE p.version = \(version) AND s.state = \(Screening.excepted)
            UNION
            SELECT n.flag FROM near_passages n
            WHERE n.version = \(version) AND EXISTS (
                SELECT FROM decisions d
                WHERE d.object = 'finding_version' AND d.subject = n.version AND d.event = 'gone'
            )
            """
        )
        return Set(flags)
    }

    /// Whether a judge has spoken for an exception of a version since a passage of another finding was found
    /// in it.
    package func hasSpoken(_ person: ID<Person>, on version: ID<FindingVersion>) throws(PostgresError) -> Bool
    {
        try db.scalar(
            """
            SELECT EXISTS (
                SELECT FROM decisions d
                WHERE d.object = 'finding_version' AND d.subject = \(version) AND d.event = 'exception'
                    AND d.decided_by = \(person)
                    AND d.decided_at >= (SELECT max(p.noted_at) FROM foreign_passages p WHERE p.version = \(version))
            )
            """
        ) == true
    }

    /// Whether an exception of a version waits for another judge's word, since a passage of another
    /// finding stands in it.
    package func isSecondVoiceMissing(on version: ID<FindingVersion>) throws(PostgresError) -> Bool {
        try db.scalar("SELECT exception_voices_missing(\(version)) > 0") == true
    }
}
