// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// `/v1/enrolments`.
@Suite struct EnrolmentTests {
    @Test func `an invitation's code makes one person with the roles it names`() async throws {
        try await TestApp.run { app in
            let (university, code) = try await invite(app, ["researcher", "reviewer"])
            let enrolled = try await enrol(app, code, ["name": "Dr Ada", "orcid": "0000-0002-1825-0097"])
            #expect(enrolled.status == 201)
            #expect(enrolled.json["name"] == "first")
            let tokens = try await app.client.get("/v1/tokens", token: enrolled.json["token"]?.string)
            let first = try #require(tokens.json["items"]?.array?.first)
            for member in ["pid", "name", "scopes", "expires_at"] {
                #expect(enrolled.json[member] == first[member], "\(member)")
            }
            let me = try await app.client.get("/v1/me", token: enrolled.json["token"]?.string)
            #expect(me.json["pid"] == enrolled.json["person"])
            #expect(me.json["name"]?.string == "Dr Ada")
            #expect(me.json["orcid"]?.string == "0000-0002-1825-0097")
            #expect(me.json["platform_roles"]?.array == [])
            let memberships = me.json["memberships"]?.array ?? []
            #expect(memberships.map { $0["role"]?.string } == ["researcher", "reviewer"])
            #expect(memberships.allSatisfy { $0["organisation"]?.string == "\(university.pid)" })
            let scopes = me.json["scopes"]?.array ?? []
            // Anybody may be appointed to judge one finding.
            #expect(scopes.contains("moderate") && !scopes.contains("admin"))

            let again = try await enrol(app, code)
            #expect(again.status == 401)
            #expect(again.code == "bad_code")
        }
    }

    @Test func `of eight who use a code at once, one is enrolled`() async throws {
        try await TestApp.run { app in
            let (university, code) = try await invite(app, ["researcher"])
            let answers = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 1...8 {
                    group.addTask { try await enrol(app, code, ["name": .string("Twin \(number)")]).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.sorted() == [201] + Array(repeating: 401, count: 7))
            let count: Int? = try await app.asSuperuser { db in
                try db.scalar(
                    """
                    SELECT count(*) FROM memberships
                    WHERE organisation = \(university.id) AND role = 'researcher'
                    """
                )
            }
            #expect(count == 1)
        }
    }

    @Test func `an ORCID iD is what its holder says, and keeps nobody else from saying it`() async throws {
        try await TestApp.run { app in
            let orcid: JSON = ["orcid": "0000-0002-1825-0097"]
            var tokens: [String?] = []
            for _ in 1...2 {
                let (_, code) = try await invite(app, ["researcher"])
                tokens.append(try await enrol(app, code, orcid).expecting(201).json["token"]?.string)
            }
            for token in tokens {
                let me = try await app.client.get("/v1/me", token: token).expecting(200)
                #expect(me.json["orcid"] == orcid["orcid"])
                #expect(me.json["orcid_status"] == "asserted")
            }
            let (_, code) = try await invite(app, ["researcher"])
            let without = try await enrol(app, code).expecting(201).json["token"]?.string
            let me = try await app.client.get("/v1/me", token: without).expecting(200)
            #expect(me.json["orcid"] == .null && me.json["orcid_status"] == .null)
        }
    }

    @Test func `an authenticated ORCID iD is one person's, and others may go on asserting it`() async throws {
        try await TestApp.run { app in
            let orcid: JSON = ["orcid": "0000-0002-1825-0097"]
            func enrolled() async throws -> (person: String, token: String?) {
                let (_, code) = try await invite(app, ["researcher"])
                let answer = try await enrol(app, code, orcid).expecting(201)
                return (try #require(answer.json["person"]?.string), answer.json["token"]?.string)
            }
            @Sendable func authenticate(_ person: String, _ db: Connection) throws {
                try db.execute("UPDATE persons SET orcid_authenticated_at = now() WHERE pid = \(person)")
            }
            let (first, second) = (try await enrolled(), try await enrolled())
            try await app.asSuperuser { db in try authenticate(first.person, db) }
            let taken = await #expect(throws: PostgresError.self) {
                try await app.asSuperuser { db in try authenticate(second.person, db) }
            }
            #expect(taken?.constraint == "persons_orcid_authenticated_unique")
            let third = try await enrolled()
            for (each, status) in [(first, "authenticated"), (second, "asserted"), (third, "asserted")] {
                let me = try await app.client.get("/v1/me", token: each.token).expecting(200)
                #expect(me.json["orcid_status"]?.string == status)
            }
        }
    }

    private func invite(_ app: TestApp, _ roles: [String]) async throws -> (OrganisationRecord, String) {
        let number = try TokenText(.invitation).tail
        let university = try await app.organisation(.university, "University \(number)")
        let owner = try await app.person("Otto", in: university, as: [.owner]).token
        let invited = try await invite(app, university, owner, roles).expecting(201)
        return (university, try #require(invited.json["code"]?.string))
    }

    private func invite(
        _ app: TestApp,
        _ organisation: OrganisationRecord,
        _ owner: String,
        _ roles: [String]
    ) async throws -> TestResponse {
        try await app.client.post(
            "/v1/organisations/\(organisation.pid)/invitations",
            token: owner,
            ["name": "Ada", "roles": .array(roles.map(JSON.string))]
        )
    }

    private func enrol(_ app: TestApp, _ code: String, _ more: JSON = [:]) async throws -> TestResponse {
        guard case .object(var members) = more else { return try await app.client.get("/") }
        members["code"] = .string(code)
        return try await app.client.post("/v1/enrolments", .object(members))
    }
}
