// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres

/// Puts a draft before the three gates.
package struct Submission {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// Moves the draft to submitted and opens its gates.
    ///
    /// An earlier version that still waits gives way. Whether an author may use each release, and whether
    /// there is something to look at, the database checks.
    ///
    /// - Throws: `LostRace` when it is no draft any more.
    package func submit(
        _ version: VersionCase,
        clearancePID: () throws -> PID
    ) throws {
        for earlier in try earlierLive(version) {
            try db.move(earlier.row, .supersede, ["by": .string(version.subject)])
        }
        // The longest that the gates can take; each has its own due time.
        try db.move(
            version.row,
            .submit,
            due: .days(Deadlines.clearanceCap),
            set: [
                "submitted_at = platform_now()",
                """
                problem_version = (
                    SELECT p.version FROM problems p JOIN findings f ON f.problem = p.id WHERE f.id = finding
                )
                """,
            ]
        )
        try db.execute(
            """
            INSERT INTO screenings (version, due_at)
            VALUES (\(version.id), platform_now() + make_interval(days => \(Int32(Deadlines.screening))))
            """
        )
        try db.execute(
            """
            INSERT INTO moderations (version, due_at)
            VALUES (\(version.id), platform_now() + make_interval(days => \(Int32(Deadlines.moderation))))
            """
        )
        for organisation in try providers(of: version.id) {
            try ClearanceStore(db).open(
                pid: try clearancePID(),
                finding: version.finding,
                version: version.id,
                organisation: organisation
            )
        }
        try JobStore(db).enqueue(.screenVersion, version.id.rawValue)
    }

    private func earlierLive(_ version: VersionCase) throws(PostgresError) -> [VersionRecord] {
        try db.all(
            """
            SELECT \(VersionRecord.columns) FROM finding_versions v JOIN findings f ON f.id = v.finding
            WHERE v.finding = \(version.finding) AND v.number < \(version.number)
                AND v.state IN ('submitted', 'changes_requested')
            FOR NO KEY UPDATE OF v
            """
        )
    }

    /// The organisations whose releases are used, but for those of the author who began the finding.
    private func providers(of version: ID<FindingVersion>) throws(PostgresError) -> [ID<Organisation>] {
        let ids: [UUID] = try db.scalars("SELECT * FROM providers(\(version))")
        return ids.map { ID(rawValue: $0) }
    }
}
