// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// Who is asked is written down when a version is submitted: nothing that happens later makes it wait
/// for nobody.
@Suite struct PartiesTests {
    @Test func `of the authors' own data their organisation is asked too`() async throws {
        try await TestApp.run { app in
            let (finding, insider) = try await Self.insider(app)
            let submitted = try await app.submit(finding.path(), by: finding.token).expecting(200)
            #expect(submitted.json["gates"]?["clearances"]?.array?.count == 1)
            // The author leaves the organisation: the clearance is there all the same, and its time ends it.
            try await app.asSuperuser { db in
                try db.execute("DELETE FROM memberships WHERE person = \(insider)")
            }
            _ = try await finding.act("accept", as: finding.moderator).expecting(200)
            try await app.advanceClock(days: 60)
            _ = try await app.until("publication", at: finding.path(), token: finding.token) {
                $0.json["state"]?.string == "published"
            }
        }
    }

    @Test func `a version whose creator has left the authors is not stuck`() async throws {
        try await TestApp.run { app in
            let (finding, _) = try await Self.insider(app)
            let colleague = try await ScopeTests.colleague(of: finding, app)
            try await ScopeTests.leave(finding, app)
            _ = try await app.submit(finding.path(), by: colleague).expecting(200)
            _ = try await finding.act("accept", as: finding.moderator).expecting(200)
            try await app.advanceClock(days: 60)
            _ = try await app.until("publication", at: finding.path(), token: colleague) {
                $0.json["state"]?.string == "published"
            }
        }
    }

    @Test func `no version is stuck when everybody goes who had to do with it`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let admin = try await app.person("Alma", platform: [.admin]).token
            // The provider is closed, nobody is left of it, the author is suspended and without a university.
            let provider = fixture.data.provider
            _ = try await app.act("close", at: "/v1/organisations/\(provider.pid)", token: admin)
                .expecting(200)
            let me = try await app.client.get("/v1/me", token: fixture.author).expecting(200)
            let author = me.json["pid"]?.string ?? ""
            try await app.asSuperuser { db in
                try db.execute("DELETE FROM memberships WHERE organisation = \(provider.id)")
                try db.execute("DELETE FROM memberships WHERE organisation = \(fixture.university.id)")
                try db.execute("UPDATE persons SET state = 'suspended' WHERE pid = \(author)")
            }
            _ = try await app.act("accept", at: fixture.version, token: fixture.data.moderator).expecting(200)
            try await app.advanceClock(days: 31)
            _ = try await app.until("publication", at: fixture.version, token: fixture.data.moderator) {
                $0.json["state"]?.string == "published"
            }
        }
    }

    @Test func `who the parties are is written down with what makes them so`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let capacities = try await app.asSuperuser { db in
                let all: [String] = try db.scalars("SELECT DISTINCT capacity FROM version_parties ORDER BY 1")
                return all
            }
            #expect(capacities == ["author", "creator", "editor", "provider"])
            #expect(fixture.clearance.hasPrefix("cl-"))
        }
    }

    /// A draft over a release of the author's own organisation, and the author's key.
    private static func insider(_ app: TestApp) async throws -> (FindingCase, ID<Person>) {
        let data = try await app.release()
        let (author, token) = try await app.person("Ina", in: data.provider, as: [.researcher])
        let finding = try await FindingCase.begin(app, by: author, token, of: data.provider)
        try await finding.addParts()
        _ = try await app.grantAccess(to: data, for: token).expecting(200)
        let releases: JSON = ["releases": [["dataset": .string(data.dataset), "sequence": 1]]]
        _ = try await finding.put("releases", releases).expecting(200)
        return (finding, author.id)
    }
}
