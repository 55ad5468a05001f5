// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres

/// Reads and writes the gates of screening and moderation, and looks whether all three are open.
package struct GateStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// How far the screening of a version is; `nil` before it is submitted.
    package func screening(of version: ID<FindingVersion>) throws(PostgresError) -> Screening? {
        try db.scalar("SELECT state FROM screenings WHERE version = \(version)")
    }

    /// Writes down an author's appeal against a rejection, and opens the moderation of the version anew.
    ///
    /// Refused by the database the second time.
    ///
    /// - Throws: `LostRace` when the version is no longer rejected.
    package func appeal(_ version: VersionCase, by person: ID<Person>, reason: String) throws {
        try db.execute(
            "INSERT INTO appeals (version, reason, appealed_by) VALUES (\(version.id), \(reason), \(person))"
        )
        try db.move(
            version.row,
            .appeal,
            due: .days(Deadlines.clearanceCap),
            ["reason": .string(reason)]
        )
        try db.move(Subject(version.id, Moderation.rejected), .appeal, due: .days(Deadlines.moderation))
        // A screening that came while the version was rejected was dropped.
        if try screening(of: version.id) == .pending {
            try JobStore(db).enqueue(.screenVersion, version.id.rawValue)
        }
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
            "SELECT id FROM finding_versions WHERE id = \(version) AND state = 'submitted' FOR NO KEY UPDATE"
        )
        guard let locked, try areAllOpen(version) else { return }
        try JobStore(db).enqueue(.certifyVersion, locked)
    }

    /// Whether all three gates are passed, as the database finds.
    ///
    /// The screening counts only if its report is of the files that the version has now, and the clearances
    /// only if every provider was asked.
    package func areAllOpen(_ version: ID<FindingVersion>) throws(PostgresError) -> Bool {
        try db.scalar("SELECT closed_gate(\(version)) IS NULL") == true
    }
}
