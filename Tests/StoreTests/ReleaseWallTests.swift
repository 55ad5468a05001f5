// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Server
import Store
import TestSupport
import Testing

/// What the database refuses of releases when the code forgets to.
@Suite struct ReleaseWallTests {
    @Test func `row security hides a draft from all but its officers and the platform`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            _ = try await app.upload(TestApp.pumps, as: "pumps.csv", to: fixture)
            let listed = try await app.client.send(
                "PUT",
                "/v1/organisations/\(fixture.provider.pid)/identifiers",
                token: fixture.officer,
                body: Array(#"{"words":["Projekt Falke"],"shapes":[]}"#.utf8),
                headers: ["If-Match": "*"]
            )
            #expect(listed.status == 200)
            let stranger = try await app.person("Sten").person.id
            let moderator = try await app.person("Mo", platform: [.moderator]).person.id
            let officer = try await app.person("Otto", in: fixture.provider, as: [.dataOfficer]).person.id
            for (actor, seen) in [(stranger, 0), (moderator, 0), (officer, 1)] {
                #expect(try await count(app, app.opening(for: actor)) == [seen, seen, seen])
            }
            #expect(try await count(app, nil) == [0, 0, 0])
            #expect(try await count(app, nil, as: "teahouse_platform") == [1, 1, 1])
            // Who clears findings sees a draft, not what it is searched for, and says nothing of it.
            let cleric = try await app.person("Cleo", in: fixture.provider, as: [.clearanceOfficer]).person.id
            #expect(try await count(app, app.opening(for: cleric)) == [1, 1, 0])
            for (actor, hit) in [(cleric, 0), (officer, 1)] {
                for change: SQL in [
                    "UPDATE release_columns SET acknowledged = 'Ours.' WHERE position = 1",
                    "UPDATE release_files SET dialect = NULL", "DELETE FROM release_files",
                ] {
                    let changed = try await app.asRole("teahouse_app", opening: app.opening(for: actor)) {
                        try $0.execute(change)
                    }
                    #expect(changed == hit, "\(change)")
                }
            }
        }
    }

    @Test func `nothing is let out without a passing report for exactly these files`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            _ = try await app.upload(TestApp.pumps, as: "pumps.csv", to: fixture)
            _ = try await app.assign(TestApp.pumpRoles, in: "pumps.csv", of: fixture)
            let id = ID<Release>(rawValue: try await app.releaseID(fixture))
            // A report that passed, but for other files.
            let old = try #require(Digest(bytes: [UInt8](repeating: 7, count: 32)))
            let error = await #expect(throws: PostgresError.self) {
                try await app.asSuperuser { db in
                    try AnonymityReportStore(db).add(
                        [123, 125],
                        to: id,
                        fingerprint: old,
                        passed: true,
                        attestation: []
                    )
                    try db.move(Subject(id, Release.State.draft), .measure, due: .days(1))
                    try db.move(Subject(id, Release.State.measuring), .pass, due: .days(10))
                }
            }
            #expect(error?.constraint == "releases_measured")
            let jump = await #expect(throws: PostgresError.self) {
                try await app.asSuperuser { db in
                    try db.execute("UPDATE releases SET state = 'released', due_at = NULL WHERE id = \(id)")
                }
            }
            #expect(jump?.isCheckViolation == true)
        }
    }

    @Test func `a decision by a member of the provider is refused`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let id = ID<Release>(rawValue: try await app.releaseID(fixture))
            let member = try await app.person("Paula", in: fixture.provider, as: [.researcher]).person.id
            for event in [Release.State.Event.return, .release] {
                let error = await #expect(throws: PostgresError.self) {
                    try await app.asSuperuser { db in
                        try GateStore(db).decide(
                            event.rawValue,
                            Release.State.object,
                            id.rawValue,
                            finding: nil,
                            by: member,
                            reason: "Mine."
                        )
                    }
                }
                #expect(error?.constraint == "decisions_neutral")
            }
            try await app.asSuperuser { db in
                try GateStore(db).decide(
                    Release.State.Event.suspend.rawValue,
                    Release.State.object,
                    id.rawValue,
                    finding: nil,
                    by: member,
                    reason: "A fault was found."
                )
            }
        }
    }

    @Test func `the fingerprint follows bytes, names, roles and the profile`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let id = ID<Release>(rawValue: try await app.releaseID(fixture))
            var seen: Set<Digest> = []
            func note() async throws {
                let digest = try await app.asSuperuser { db in
                    try AnonymityReportStore(db).fingerprint(of: id)
                }
                seen.insert(try #require(digest))
            }
            try await note()
            _ = try await app.upload(TestApp.pumps, as: "a.csv", to: fixture)
            try await note()
            _ = try await app.upload(TestApp.pumps, as: "b.csv", to: fixture)
            try await note()
            _ = try await app.upload(TestApp.pumps + TestApp.pumps.suffix(11), as: "b.csv", to: fixture)
            try await note()
            _ = try await app.assign(["kind": "other"], in: "a.csv", of: fixture)
            try await note()
            try await app.asSuperuser { db in _ = try db.execute("UPDATE releases SET profile = 'open'") }
            try await note()
            for change: SQL in [
                "UPDATE releases SET missing = '{void}'",
                "UPDATE release_columns SET acknowledged = 'Ours.' WHERE name = 'kind'",
                "UPDATE release_files SET quasi_sets = '[[\"region\"]]'",
                "UPDATE release_files SET dialect = dialect || '{\"decimal\": \"comma\"}'",
            ] {
                try await app.asSuperuser { db in _ = try db.execute(change) }
                try await note()
            }
            #expect(seen.count == 10)
        }
    }

    /// How many releases, files and lists of identifiers one of the server's roles sees in a transaction that
    /// `opening` opens.
    private func count(_ app: TestApp, _ opening: SQL?, as role: String = "teahouse_app") async throws
        -> [Int]
    {
        try await app.asRole(role, opening: opening) { db in
            let releases: Int? = try db.scalar("SELECT count(*) FROM releases")
            let files: Int? = try db.scalar("SELECT count(*) FROM release_files")
            let lists: Int? = try db.scalar("SELECT count(*) FROM organisation_identifiers")
            return [releases ?? -1, files ?? -1, lists ?? -1]
        }
    }
}
