// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Server
import Store
import TestSupport
import Testing

/// What the database refuses of findings when the code forgets to.
@Suite struct FindingWallTests {
    @Test func `row security hides a draft from all but its authors and the platform`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let stranger = try await app.person("Sten", in: finding.university, as: [.owner]).person.id
            let moderator = try await app.person("Mo", platform: [.moderator]).person.id
            let admin = try await app.person("Adam", platform: [.admin]).person.id
            for (actor, seen) in [(stranger, 0), (moderator, 0), (admin, 0), (finding.author.id, 1)] {
                #expect(try await count(app, app.opening(for: actor)) == [seen, seen, seen, seen])
            }
            #expect(try await count(app, nil) == [0, 0, 0, 0])
            #expect(try await count(app, nil, as: "teahouse_platform") == [1, 1, 1, 1])
            _ = try await finding.submit().expecting(200)
            for (actor, seen) in [(stranger, 0), (moderator, 1), (admin, 1), (finding.author.id, 1)] {
                #expect(try await count(app, app.opening(for: actor)) == [seen, seen, seen, seen])
            }
        }
    }

    private static let changes: [SQL] = [
        "UPDATE finding_versions SET title = 'Other'",
        "UPDATE contributions SET name = 'Other'",
        "DELETE FROM contributions",
        "DELETE FROM finding_files",
        "UPDATE finding_files SET digest = sha256('x')",
    ]

    @Test func `what was submitted is fixed`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            _ = try await finding.submit().expecting(200)
            for change in Self.changes {
                let error = await #expect(throws: PostgresError.self) {
                    try await app.asSuperuser { db in _ = try db.execute(change) }
                }
                #expect(error?.constraint == "finding_versions_immutable")
            }
        }
    }

    @Test func `no gate opens without its report or its decision`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            try await app.asSuperuser { db in
                _ = try db.execute("UPDATE moderations SET state = 'accepted', due_at = NULL")
            }
            #expect(try await closedGate(app) == "moderation")
            try await app.asSuperuser { db in
                _ = try db.execute("UPDATE screening_reports SET fingerprint = sha256('other files')")
            }
            #expect(try await closedGate(app) == "screening")
            let partial = finding.author.id
            let error = await #expect(throws: PostgresError.self) {
                try await app.asSuperuser { db in
                    _ = try db.execute(
                        """
                        INSERT INTO decisions (object, subject, finding, event, decided_by, reason)
                        SELECT 'finding_version', id, finding, 'accept', \(partial), 'Mine.'
                        FROM finding_versions
                        """
                    )
                }
            }
            #expect(error?.constraint == "decisions_able")
        }
    }

    private func closedGate(_ app: TestApp) async throws -> String? {
        try await app.asSuperuser { db in try db.scalar("SELECT closed_gate(id) FROM finding_versions") }
    }

    /// How many findings, versions, files and contributions one of the server's roles sees in a
    /// transaction of that opening.
    private func count(_ app: TestApp, _ opening: SQL?, as role: String = "teahouse_app") async throws
        -> [Int]
    {
        try await app.asRole(role, opening: opening) { db in
            let findings: Int? = try db.scalar("SELECT count(*) FROM findings")
            let versions: Int? = try db.scalar("SELECT count(*) FROM finding_versions")
            let files: Int? = try db.scalar("SELECT count(*) FROM finding_files")
            let contributions: Int? = try db.scalar("SELECT count(*) FROM contributions")
            return [findings, versions, files, contributions].map { $0 ?? -1 }
        }
    }
}
