// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// Reads and writes the gates of screening and moderation, and looks whether all three are open.
package struct GateStore {
    private let db: Connection

    package init(_ db: Connection) {
        self.db = db
    }

    /// Moves a screening from `old` to `new`; false if it was no longer in `old`.
    package func move(
        screening version: ID<FindingVersion>,
        from old: Screening,
        to new: Screening
    ) throws(PostgresError) -> Bool {
        try db.execute(
            "UPDATE screenings SET state = \(new), due_at = NULL WHERE version = \(version) AND state = \(old)"
        ) > 0
    }

    /// Moves a moderation from `old` to `new`; false if it was no longer in `old`.
    package func move(
        moderation version: ID<FindingVersion>,
        from old: Moderation,
        to new: Moderation
    ) throws(PostgresError) -> Bool {
        try db.execute(
            "UPDATE moderations SET state = \(new), due_at = NULL WHERE version = \(version) AND state = \(old)"
        ) > 0
    }

    /// Writes down an author's appeal against a rejection, and opens the moderation of the version anew; false if the
    /// version was no longer rejected.
    ///
    /// Refused by the database the second time.
    package func appeal(
        _ version: VersionView,
        by person: ID<Person>,
        reason: String
    ) throws -> Bool {
        try db.execute(
            "INSERT INTO appeals (version, reason, appealed_by) VALUES (\(version.id), \(reason), \(person))"
        )
        let moved = try db.execute(
            """
            UPDATE finding_versions SET state = \(try version.state.after(.appeal)),
                due_at = platform_now() + make_interval(days => \(Int32(Deadlines.clearanceCap)))
            WHERE id = \(version.id) AND state = \(version.state)
            """
        )
        let opened = try db.execute(
            """
            UPDATE moderations SET state = \(try Moderation.rejected.after(.appeal)),
                due_at = platform_now() + make_interval(days => \(Int32(Deadlines.moderation)))
            WHERE version = \(version.id) AND state = 'rejected'
            """
        )
        return moved > 0 && opened > 0
    }

    /// Writes down who decided what, and why.
    ///
    /// Refused by the database for a party to the case.
    package func decide(
        _ event: String,
        _ object: String,
        _ subject: UUID,
        finding: ID<Finding>?,
        by person: ID<Person>,
        reason: String
    ) throws(PostgresError) -> UUID? {
        try db.scalar(
            """
            INSERT INTO decisions (object, subject, finding, event, decided_by, reason)
            VALUES (\(object), \(subject), \(finding), \(event), \(person), \(reason))
            RETURNING id
            """
        )
    }

    /// Stores a screening's report about exactly the files that the version has.
    package func store(
        report: [UInt8],
        passed: Bool,
        of version: ID<FindingVersion>
    ) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO screening_reports (version, fingerprint, passed, report, digest)
            VALUES (\(version), version_fingerprint(\(version)), \(passed), \(report), sha256(\(report)))
            """
        )
    }

    /// The last screening report.
    package func report(of version: ID<FindingVersion>) throws(PostgresError) -> [UInt8]? {
        try db.scalar(
            "SELECT report FROM screening_reports WHERE version = \(version) ORDER BY id DESC LIMIT 1"
        )
    }

    /// Asks for the certificate if every gate of a submitted version is open.
    ///
    /// Called after any gate moved, in the same transaction; the version's row is locked, so that of two
    /// gates that open at once one sees the other.
    package func certifyIfOpen(_ version: ID<FindingVersion>) throws(PostgresError) {
        let locked: UUID? = try db.scalar(
            "SELECT id FROM finding_versions WHERE id = \(version) AND state = 'submitted' FOR UPDATE"
        )
        guard let locked, try areAllOpen(version) else { return }
        try JobStore(db).enqueue(.certifyVersion, locked)
    }

    package func areAllOpen(_ version: ID<FindingVersion>) throws(PostgresError) -> Bool {
        try db.scalar("SELECT closed_gate(\(version)) IS NULL") == true
    }
}
