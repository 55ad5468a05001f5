// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// Rights that end, from both sides: what was allowed a moment ago is refused on the next request.
@Suite struct BothSidesTests {
    @Test func `a conflict of interest begins with a membership and does not end with it`() async throws {
        try await TestApp.run { app in
            let finding = try await app.submittedFinding()
            let (person, token) = try await app.person("Mo", platform: [.moderator])
            let provider = finding.data.provider.id
            try await app.asSuperuser { db in try PersonStore(db).join(person.id, provider, as: "reviewer") }
            let refused = try await app.act("accept", at: finding.version, token: token)
            #expect(refused.code == "conflict_of_interest")
            try await app.asSuperuser { db in
                try db.execute("DELETE FROM memberships WHERE person = \(person.id)")
            }
            let still = try await app.act("accept", at: finding.version, token: token)
            #expect(still.code == "conflict_of_interest")
        }
    }

    @Test func `a role counts at home and not in a foreign organisation`() async throws {
        try await TestApp.run { app in
            let data = try await app.release()
            let other = try await app.organisation(.enterprise, "Other")
            let foreign = try await app.person("Fred", in: other, as: [.dataOfficer]).token
            #expect(try await app.act("suspend", on: data, token: foreign).code == "role")
            #expect(try await app.act("suspend", on: data, token: data.officer).status == 200)
        }
    }

    @Test func `a suspended person is signed out at once, and back when resumed`() async throws {
        try await TestApp.run { app in
            let (person, token) = try await app.person("Ada")
            #expect(try await app.client.get("/v1/me", token: token).status == 200)
            for (state, status) in [("suspended", 401), ("active", 200)] {
                try await app.asSuperuser { db in
                    try db.execute("UPDATE persons SET state = \(state) WHERE id = \(person.id)")
                }
                #expect(try await app.client.get("/v1/me", token: token).status == status)
                // What needs no token is refused, too, to a token that is worth nothing.
                #expect(try await app.client.get("/v1/problems", token: token).status == status)
            }
        }
    }

    @Test func `a revoked token is worth nothing, the other one of its person all`() async throws {
        try await TestApp.run { app in
            let first = try await app.person("Ada").token
            let made = try await app.client.post(
                "/v1/tokens",
                token: first,
                ["name": "second", "scopes": ["read", "tokens"]]
            ).expecting(201)
            let second = made.json["token"]?.string ?? ""
            #expect(try await app.client.get("/v1/me", token: second).status == 200)
            let path = made["location"] ?? ""
            #expect(try await app.client.send("DELETE", path, token: first).status == 204)
            #expect(try await app.client.get("/v1/me", token: second).status == 401)
            #expect(try await app.client.get("/v1/me", token: first).status == 200)
        }
    }

    @Test func `a grant is worth its time and no longer`() async throws {
        try await TestApp.run { app in
            let data = try await app.release()
            let university = try await app.organisation(.university, "House")
            let ada = try await app.person("Ada", in: university, as: [.researcher]).token
            let path = data.path + "/files/pumps.csv"
            #expect(try await app.client.get(path, token: ada).code == "agreement_required")
            _ = try await app.grantAccess(to: data, for: ada).expecting(200)
            #expect(try await app.client.get(path, token: ada).status == 200)
            // By SQL, since a token would expire with the clock.
            try await app.asSuperuser { db in
                try db.execute("UPDATE access_requests SET due_at = platform_now() - interval '1 second'")
            }
            #expect(try await app.client.get(path, token: ada).code == "agreement_required")
        }
    }

    @Test func `a narrowed token does less than its person, never more`() async throws {
        try await TestApp.run { app in
            let data = try await app.draftRelease()
            let made = try await app.client.post(
                "/v1/tokens",
                token: data.officer,
                ["name": "reader", "scopes": ["read"]]
            ).expecting(201)
            let narrow = made.json["token"]?.string ?? ""
            #expect(try await app.client.get(data.path, token: narrow).status == 200)
            #expect(try await app.client.get(data.path, token: narrow).actions == [])
            #expect(try await app.client.get(data.path, token: data.officer).actions == ["measure"])
            let refused = try await app.act("measure", on: data, token: narrow, reason: nil)
            #expect(refused.status == 403)
            #expect(refused.code == "scope")
            #expect(
                try await app.act("measure", on: data, token: data.officer, reason: nil).code == "no_files"
            )
        }
    }
}
