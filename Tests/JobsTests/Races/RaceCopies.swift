// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres
import Store
import TestSupport

/// One more finding that is like the original in all but its names.
struct RaceCopy: Sendable {
    /// Its public identifier.
    let finding: String
    /// Of its versions, the first one first.
    let versions: [UUID]
    /// Of the clearance of the last one.
    let clearance: String
    /// Of the first version's publication, if it has one.
    let publication: String
}

/// Makes copies of a finding with everything that hangs on it.
struct RaceCopies {
    private let finding: UUID
    /// The keys and public identifiers of the finding, its versions, their clearances and publications.
    private let names: [String]
    private let versions: Int

    private static let ofFinding = [
        "finding_versions", "finding_authors", "author_history", "clearances", "publications",
    ]
    private static let ofVersion = [
        "finding_files", "contributions", "finding_releases", "version_scope", "version_parties",
        "screenings", "screening_reports", "moderations", "certifications", "certificates",
    ]
    private static let withKeys = ["finding_files", "screening_reports", "certificates"]

    init(of pid: String, _ db: Connection) throws {
        let id: UUID? = try db.scalar("SELECT id FROM findings WHERE pid = \(pid)")
        finding = id ?? UUID()
        names = try db.scalars(
            """
            SELECT n.name FROM (
                SELECT 0 AS place, 0 AS number, f.id::text AS name FROM findings f WHERE f.id = \(finding)
                UNION ALL SELECT 1, 0, f.pid FROM findings f WHERE f.id = \(finding)
                UNION ALL SELECT 2, v.number, v.id::text FROM finding_versions v WHERE v.finding = \(finding)
                UNION ALL SELECT 3, v.number, v.reserved_pid FROM finding_versions v WHERE v.finding = \(finding)
                UNION ALL
                SELECT 4, v.number, c.id::text FROM clearances c JOIN finding_versions v ON v.id = c.version
                WHERE c.finding = \(finding)
                UNION ALL
                SELECT 5, v.number, c.pid FROM clearances c JOIN finding_versions v ON v.id = c.version
                WHERE c.finding = \(finding)
                UNION ALL SELECT 6, 0, p.id::text FROM publications p WHERE p.finding = \(finding)
            ) AS n ORDER BY n.place, n.number
            """
        )
        versions = try db.scalar("SELECT count(*) FROM finding_versions WHERE finding = \(finding)") ?? 0
    }

    /// So many copies, in the present transaction of a superuser.
    func make(_ count: Int, _ db: Connection) throws -> [RaceCopy] {
        try db.execute("SET LOCAL session_replication_role = replica")
        let made = try names.map { name in
            let kind = UUID(uuidString: name) == nil ? PID.Kind(rawValue: String(name.prefix(2))) : nil
            return try (0..<count).map { _ in
                if let kind { try PID.random(kind).description } else { UUID().uuidString.lowercased() }
            }
        }
        let copies = RowCopies(names: names, copies: made)
        try copies.lay("findings", "o.id = \(finding)", db)
        for table in Self.ofFinding { try copies.lay(table, "o.finding = \(finding)", db) }
        for table in Self.ofVersion {
            let isOurs: SQL = "o.version IN (SELECT id FROM finding_versions WHERE finding = \(finding))"
            try copies.lay(table, isOurs, hasOwnKey: Self.withKeys.contains(table), db)
        }
        for version in 0..<versions {
            try copies.rename("document", in: "certifications", where: "version", is: 2 + version, db)
            try db.execute(
                """
                UPDATE screening_reports SET fingerprint = version_fingerprint(version)
                WHERE version = ANY (\(made[2 + version])::uuid[])
                """
            )
        }
        return (0..<count).map { number in
            RaceCopy(
                finding: made[1][number],
                versions: (0..<versions).map { UUID(uuidString: made[2 + $0][number]) ?? UUID() },
                clearance: made[2 + 4 * versions - 1][number],
                publication: made[2 + versions][number]
            )
        }
    }
}
