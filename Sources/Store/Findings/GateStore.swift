// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// Reads and writes the gates of screening and moderation, and tells whether all three are open.
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

    /// Opens the gates of screening and moderation for a version just submitted, each with its due time.
    package func open(_ version: ID<FindingVersion>) throws(PostgresError) {
        try db.executeLater(
            """
            INSERT INTO screenings (version, due_at)
            VALUES (\(version), platform_now() + make_interval(days => \(Int32(Deadlines.screening))))
            """
        )
        try db.executeLater(
            """
            INSERT INTO moderations (version, due_at)
            VALUES (\(version), platform_now() + make_interval(days => \(Int32(Deadlines.moderation))))
            """
        )
    }

    /// Writes down an author's appeal against a decision; refused by the database the second time, and while
    /// an upheld objection stands.
    package func appeal(
        _ version: ID<FindingVersion>,
        by person: ID<Person>,
        reason: String
    ) throws(PostgresError) {
        try db.execute(
            "INSERT INTO appeals (version, reason, appealed_by) VALUES (\(version), \(reason), \(person))"
        )
    }

    /// Writes down why the authors ask for an exception; refused by the database the second time for the same
    /// files, and for a passage that an objection forbids.
    package func askException(
        for version: ID<FindingVersion>,
        by person: ID<Person>,
        reason: String
    ) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO exception_askings (version, reason, asked_by)
            VALUES (\(version), \(reason), \(person))
            """
        )
    }

    /// Gives a screening its whole time anew.
    ///
    /// - Throws: `LostRace` when it is not in that state.
    package func renewTime(of version: ID<FindingVersion>, _ state: Screening, days: Int) throws {
        try db.hit(
            .screening,
            """
            UPDATE screenings SET due_at = platform_now() + make_interval(days => \(Int32(days)))
            WHERE version = \(version) AND state = \(state)
            """
        )
    }

    /// Writes down to which flags' passages something in a version comes near; what is known already stays.
    package func note(near flags: [UUID], in version: ID<FindingVersion>) throws(PostgresError) {
        for flag in flags {
            try db.execute(
                """
                INSERT INTO near_passages (version, flag) VALUES (\(version), \(flag))
                ON CONFLICT DO NOTHING
                """
            )
        }
    }

    /// Writes down who decided what, and why; the key of what was written.
    ///
    /// Refused by the database for a party to the case.
    @discardableResult
    package func decide(
        _ event: String,
        _ object: ObjectKind,
        _ subject: UUID,
        finding: ID<Finding>?,
        by person: ID<Person>,
        reason: String
    ) throws(PostgresError) -> UUID {
        try db.value(
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

    /// Whether all three gates are passed, as the database finds.
    ///
    /// The screening counts only if its report is of the files that the version has now, and the clearances
    /// only if every provider was asked.
    package func areAllOpen(_ version: ID<FindingVersion>) throws(PostgresError) -> Bool {
        try closedGate(of: version) == nil
    }

    /// The first gate that stands in the way; `nil` when none does.
    package func closedGate(of version: ID<FindingVersion>) throws(PostgresError) -> ClosedGate? {
        try db.scalar("SELECT closed_gate(\(version))")
    }
}

/// A gate that is not passed, in the order in which the database looks.
package enum ClosedGate: String, Sendable, SQLDecodable {
    case screening, moderation, clearance
}
