// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// A release may be used by who was ever granted it: what its provider does later ends downloads only.
@Suite struct AccessAtUseTests {
    @Test func `a grant that was taken back after the first version does not stop the second`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            try await Self.revoke(fixture, app)
            try await ScopeTests.follow(fixture, app)
            _ = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
        }
    }

    @Test func `a grant that has ended before anything was submitted does not stop the first`() async throws {
        try await TestApp.run { app in
            let data = try await app.release()
            let finding = try await FindingCase.complete(app)
            let asked = try await Self.ask(for: data, finding, app)
            _ = try await app.act("grant", at: asked, token: data.officer, ["reason": "Welcome.", "days": 1])
                .expecting(200)
            try await app.advanceClock(days: 2)
            _ = try await app.until("the grant's end", at: asked, token: finding.token) {
                $0.json["state"]?.string == "expired"
            }
            try await Self.list(data, in: finding, as: finding.token)
            _ = try await finding.submit().expecting(200)
        }
    }

    @Test func `nor does the release's suspension`() async throws {
        try await TestApp.run { app in
            let (finding, data) = try await Self.granted(app)
            try await Self.list(data, in: finding, as: finding.token)
            _ = try await app.act("suspend", on: data, token: data.officer).expecting(200)
            _ = try await finding.submit().expecting(200)
        }
    }

    @Test func `nor does the end of the release, of a membership, or of either organisation`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let admin = try await app.person("Alma", platform: [.admin]).token
            func end(_ event: String, _ organisation: OrganisationRecord) async throws {
                let path = "/v1/organisations/\(organisation.pid)"
                _ = try await app.act(event, at: path, token: admin).expecting(200)
            }
            let university = fixture.university
            let ends: [() async throws -> Void] = [
                {
                    _ = try await app.act("retire", on: fixture.data, token: fixture.data.officer).expecting(
                        200
                    )
                },
                { try await end("suspend", university) },
                { try await end("close", fixture.data.provider) },
                {
                    _ = try await app.asSuperuser { db in
                        try db.execute("DELETE FROM memberships WHERE organisation = \(university.id)")
                    }
                },
            ]
            for (index, end) in ends.enumerated() {
                try await end()
                try await ScopeTests.follow(fixture, app, after: index + 1)
                let submitted = try await app.submit(fixture.version(index + 2), by: fixture.author)
                #expect(submitted.status == 200, "\(index): \(submitted.code ?? "")")
                #expect(submitted.json["gates"]?["clearances"]?.array?.count == 1)
            }
        }
    }

    @Test func `the grant of an author who has left counts`() async throws {
        try await TestApp.run { app in
            let (finding, data) = try await Self.granted(app)
            try await Self.list(data, in: finding, as: finding.token)
            let colleague = try await ScopeTests.colleague(of: finding, app)
            try await ScopeTests.leave(finding, app)
            _ = try await app.submit(finding.path(), by: colleague).expecting(200)
        }
    }

    @Test func `who never was granted a release cannot list it`() async throws {
        try await TestApp.run { app in
            let data = try await app.release()
            let finding = try await FindingCase.complete(app)
            try await Self.list(data, in: finding, as: finding.token)
            #expect(try await finding.submit().code == "no_access")
            // Asked for, and declined.
            let asked = try await Self.ask(for: data, finding, app)
            #expect(try await finding.submit().code == "no_access")
            _ = try await app.act("decline", at: asked, token: data.officer).expecting(200)
            #expect(try await finding.submit().code == "no_access")
        }
    }

    // MARK: What happens in several

    private static func granted(_ app: TestApp) async throws -> (FindingCase, DatasetFixture) {
        let data = try await app.release()
        let finding = try await FindingCase.complete(app)
        _ = try await app.grantAccess(to: data, for: finding.token).expecting(200)
        return (finding, data)
    }

    /// The address of a request for access.
    private static func ask(for data: DatasetFixture, _ finding: FindingCase, _ app: TestApp) async throws
        -> String
    {
        let release = try await app.client.get(data.path)
        let asked = try await app.client.post(
            "\(data.path)/access-requests",
            token: finding.token,
            ["purpose": "To study wear.", "terms_digest": release.json["terms_digest"] ?? .null]
        ).expecting(201)
        return asked["location"] ?? ""
    }

    private static func list(_ data: DatasetFixture, in finding: FindingCase, as token: String) async throws {
        let releases: JSON = ["releases": [["dataset": .string(data.dataset), "sequence": 1]]]
        _ = try await finding.put("releases", releases, as: token).expecting(200)
    }

    private static func revoke(_ fixture: FindingFixture, _ app: TestApp) async throws {
        let asked = try await app.client.get("/v1/access-requests", token: fixture.author).expecting(200)
        let pid = asked.json["items"]?.array?.first?["pid"]?.string ?? ""
        _ = try await app.act("revoke", at: "/v1/access-requests/\(pid)", token: fixture.data.officer)
            .expecting(200)
    }
}
