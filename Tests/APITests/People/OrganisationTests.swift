// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// `/v1/organisations` and what an administrator does with them.
@Suite struct OrganisationTests {
    private static func act(
        _ event: String,
        _ organisation: OrganisationRecord,
        _ token: String?,
        _ app: TestApp,
        body: JSON = ["reason": "As agreed."],
        match: String? = "*"
    ) async throws -> TestResponse {
        try await app.client.post(
            "/v1/organisations/\(organisation.pid)/actions/\(event)",
            token: token,
            body,
            headers: match.map { ["If-Match": $0] } ?? [:]
        )
    }

    /// One that waits for an administrator.
    private static func pending(_ name: String, _ app: TestApp) async throws -> OrganisationRecord {
        let pid = try PID.random(.organisation)
        return try await app.asSuperuser { db in
            try OrganisationStore(db).create(pid: pid, name: name, kind: .enterprise, ror: nil)
        }
    }

    @Test func `active organisations are listed page by page, others are not`() async throws {
        try await TestApp.run { app in
            let token = try await app.person("Sten").token
            var pids: [String] = []
            for number in 1...3 {
                pids.append(try await app.organisation(.university, "U\(number)").pid.description)
            }
            _ = try await Self.pending("Not yet", app)
            var path: String? = "/v1/organisations?limit=2"
            var seen: [String] = []
            while let next = path {
                let page = try await app.client.get(next, token: token).expecting(200)
                seen += page.json["items"]?.array?.compactMap { $0["pid"]?.string } ?? []
                path = page["link"].flatMap { $0.split(separator: ">").first.map { String($0.dropFirst()) } }
            }
            #expect(seen == pids.sorted())
            #expect(try await app.client.get("/v1/organisations").status == 401)
            #expect(try await app.client.get("/v1/organisations?limit=101", token: token).status == 400)
        }
    }

    @Test func `one organisation is described, with nothing to do for who is no administrator`() async throws
    {
        try await TestApp.run { app in
            let organisation = try await app.organisation(.publicBody, "Harbour board")
            let token = try await app.person("Sten").token
            let path = "/v1/organisations/\(organisation.pid)"
            let read = try await app.client.get(path, token: token)
            #expect(read.json["name"]?.string == "Harbour board")
            #expect(read.json["kind"]?.string == "public_body")
            #expect(read.json["actions"] == [])
            let again = try await app.client.get(
                path,
                token: token,
                headers: ["If-None-Match": read["etag"] ?? ""]
            )
            #expect(again.status == 304)
            for pid in ["or-1", "pe-0000000000", try PID.random(.organisation).description] {
                #expect(try await app.client.get("/v1/organisations/\(pid)", token: token).status == 404)
            }
        }
    }

    @Test func `an administrator approves, suspends, resumes and closes`() async throws {
        try await TestApp.run { app in
            let organisation = try await Self.pending("Hafenwerk", app)
            let admin = try await app.person("Ada", platform: [.admin]).token
            let steps = [
                ("approve", "active"), ("suspend", "suspended"), ("resume", "active"), ("close", "closed"),
            ]
            for (event, state) in steps {
                let path = "/v1/organisations/\(organisation.pid)"
                let tag = try await app.client.get(path, token: admin)["etag"]
                let moved = try await Self.act(event, organisation, admin, app, match: tag)
                #expect(moved.status == 200)
                #expect(moved.json["state"]?.string == state)
                #expect(try await Self.act(event, organisation, admin, app, match: tag).status == 412)
                #expect(try await Self.act(event, organisation, admin, app).code == "wrong_state")
            }
            let reasons: [String] = try await app.asSuperuser { db in
                try db.rows(
                    """
                    SELECT details ->> 'reason' FROM audit_events
                    WHERE subject = \(organisation.pid) AND actor_kind = 'person'
                    """
                ) { row in try row.next() }
            }
            #expect(reasons == Array(repeating: "As agreed.", count: 4))
        }
    }

    @Test func `nobody else does, and not without a reason`() async throws {
        try await TestApp.run { app in
            let organisation = try await app.organisation(.enterprise, "Hafenwerk")
            let owner = try await app.person("Otto", in: organisation, as: [.owner]).token
            let moderator = try await app.person("Mona", platform: [.moderator]).token
            let admin = try await app.person("Ada", platform: [.admin]).token
            let narrow = try await app.person("Ann", platform: [.admin], scopes: [.read, .moderate]).token
            #expect(try await Self.act("suspend", organisation, owner, app).code == "role")
            #expect(try await Self.act("suspend", organisation, moderator, app).code == "role")
            #expect(try await Self.act("suspend", organisation, narrow, app).code == "scope")
            #expect(try await Self.act("suspend", organisation, nil, app).status == 401)
            let empty = try await Self.act("suspend", organisation, admin, app, body: [:])
            #expect(empty.status == 422)
            #expect(try await Self.act("delete", organisation, admin, app).status == 404)
            #expect(try await Self.act("suspend", organisation, admin, app, match: nil).status == 428)
            let read = try await app.client.get("/v1/organisations/\(organisation.pid)", token: admin)
            #expect(read.json["state"]?.string == "active")
        }
    }

    @Test func `a suspension takes its members' roles on the next request, a resumption gives them back`()
        async throws
    {
        try await TestApp.run { app in
            let organisation = try await app.organisation(.enterprise, "Hafenwerk")
            let owner = try await app.person("Otto", in: organisation, as: [.owner]).token
            let admin = try await app.person("Ada", platform: [.admin]).token
            let path = "/v1/organisations/\(organisation.pid)/invitations"
            #expect(try await app.client.get(path, token: owner).status == 200)
            _ = try await Self.act("suspend", organisation, admin, app).expecting(200)
            #expect(try await app.client.get(path, token: owner).status == 404)
            #expect(try await app.client.get("/v1/me", token: owner).status == 200)
            _ = try await Self.act("resume", organisation, admin, app).expecting(200)
            #expect(try await app.client.get(path, token: owner).status == 200)
        }
    }
}
