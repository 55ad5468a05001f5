// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// `/v1/datasets/{pid}/releases`: drafts, and the decisions on what was measured.
@Suite struct ReleaseTests {
    @Test func `a dataset's releases are numbered, and a draft can change`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let second = try await app.client.post(
                "/v1/datasets/\(fixture.dataset)/releases",
                token: fixture.officer,
                ["profile": "open", "terms": "None.", "notes": "With valves."]
            )
            #expect(second.status == 201)
            #expect(second["location"] == "/v1/datasets/\(fixture.dataset)/releases/2")
            let edited = try await app.client.send(
                "PATCH",
                second["location"] ?? "",
                token: fixture.officer,
                body: Array(#"{"terms":"Cite us.","profile":"enclave","notes":""}"#.utf8),
                headers: ["If-Match": second["etag"] ?? ""]
            )
            #expect(edited.status == 200)
            #expect(edited.json["terms"]?.string == "Cite us.")
            #expect(edited.json["profile"]?.string == "enclave")
            #expect(edited.json["notes"]?.string == "")
            #expect(edited.json["terms_digest"] != second.json["terms_digest"])
            let stale = try await app.client.send(
                "PATCH",
                second["location"] ?? "",
                token: fixture.officer,
                body: Array("{}".utf8),
                headers: ["If-Match": second["etag"] ?? ""]
            )
            #expect(stale.status == 412)
        }
    }

    @Test func `a draft is hidden from all but its officers, and malformed requests change nothing`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let stranger = try await app.person("Sten").token
            for token in [stranger, fixture.moderator, nil] {
                #expect(try await app.client.get(fixture.path, token: token).status == 404)
                #expect(try await app.client.get(fixture.path + "/files", token: token).status == 404)
            }
            let path = "/v1/datasets/\(fixture.dataset)/releases"
            let bad: JSON = ["profile": "secret", "terms": ""]
            #expect(try await app.client.post(path, token: fixture.officer, bad).status == 422)
            #expect(
                try await app.client.post(path, token: stranger, ["profile": "open", "terms": "T"]).status
                    == 404
            )
            // A body is looked at only for callers who may send it.
            #expect(try await app.client.post(path, token: stranger, bad).status == 404)
            #expect(try await app.client.get(path + "/2", token: fixture.officer).status == 404)
            #expect(try await app.client.get(path + "/01", token: fixture.officer).status == 404)
        }
    }

    @Test func `a neutral moderator lets a release out, with a reason`() async throws {
        try await TestApp.run { app in
            let fixture = try await measured(app)
            let seen = try await app.client.get(fixture.path, token: fixture.moderator)
            #expect(seen.json["actions"]?.array == ["release", "return"])
            let unread = try await app.client.post(
                fixture.path + "/actions/release",
                token: fixture.moderator,
                ["reason": "Fine."]
            )
            #expect(unread.status == 428)
            let silent = try await app.act("release", on: fixture, token: fixture.moderator, reason: nil)
            #expect(silent.status == 422)
            let released = try await app.client.post(
                fixture.path + "/actions/release",
                token: fixture.moderator,
                ["reason": "Fine."],
                headers: ["If-Match": seen["etag"] ?? ""]
            )
            #expect(released.status == 200)
            #expect(released.json["state"]?.string == "released")
            let open = try await app.client.get(fixture.path)
            #expect(open.json["state"]?.string == "released")
            #expect(open.json["files"]?.array?.first?["columns"]?.array?.count == 2)
            let reasons: Int? = try await app.asSuperuser { db in
                try db.scalar(
                    """
                    SELECT count(*) FROM decisions
                    WHERE object = 'release' AND event = 'release' AND reason = 'Fine.'
                    """
                )
            }
            #expect(reasons == 1)
        }
    }

    @Test func `a returned release is a draft again and can be mended`() async throws {
        try await TestApp.run { app in
            let fixture = try await measured(app)
            let returned = try await app.act("return", on: fixture, token: fixture.moderator)
            #expect(returned.status == 200)
            #expect(returned.json["state"]?.string == "draft")
            #expect(try await app.client.get(fixture.path, token: fixture.moderator).status == 404)
            #expect(try await app.upload(TestApp.pumps, as: "b.csv", to: fixture).status == 201)
            let release = try await app.client.get(fixture.path, token: fixture.officer)
            #expect(release.json["report"]?["is_current"]?.bool == false)
        }
    }

    @Test func `a moderator of the provider, even of a suspended one, decides nothing`() async throws {
        try await TestApp.run { app in
            let fixture = try await measured(app)
            let party = try await app.person(
                "Paula",
                in: fixture.provider,
                as: [.researcher],
                platform: [.moderator]
            ).token
            for event in ["release", "return"] {
                let response = try await app.act(event, on: fixture, token: party)
                #expect(response.status == 403)
                #expect(response.code == "conflict_of_interest")
            }
            let provider = fixture.provider.id
            try await app.asSuperuser { db in
                try db.move(Subject(provider, Organisation.State.active), .suspend)
            }
            #expect(try await app.act("release", on: fixture, token: party).code == "conflict_of_interest")
            #expect(try await app.client.get(fixture.path, token: party).json["actions"]?.array == [])
        }
    }

    @Test func `officers, strangers and tokens without the scope cannot let a release out`() async throws {
        try await TestApp.run { app in
            let fixture = try await measured(app)
            #expect(try await app.act("release", on: fixture, token: fixture.officer).code == "role")
            let stranger = try await app.person("Sten").token
            #expect(try await app.act("release", on: fixture, token: stranger).status == 404)
            let narrow = try await app.person("Mo", platform: [.moderator], scopes: [.read, .datasets]).token
            #expect(try await app.act("release", on: fixture, token: narrow).code == "scope")
            #expect(try await app.act("pass", on: fixture, token: fixture.officer).status == 404)
            let release = try await app.client.get(fixture.path, token: fixture.officer)
            #expect(release.json["state"]?.string == "in_review")
        }
    }

    @Test func `a release is suspended, resumed and retired by its officer or an administrator`() async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let admin = try await app.person("Ada", platform: [.admin]).token
            let other = try await app.organisation(.enterprise, "Other works")
            let stranger = try await app.person("Sten", in: other, as: [.dataOfficer]).token
            #expect(try await app.act("suspend", on: fixture, token: stranger).code == "role")
            let suspended = try await app.act("suspend", on: fixture, token: fixture.officer)
            #expect(suspended.json["state"]?.string == "suspended")
            #expect(suspended.json["due_at"]?.string != nil)
            #expect(suspended.json["actions"]?.array == ["resume", "retire"])
            #expect(try await app.client.get("/v1/datasets").json["items"]?.array == [])
            let resumed = try await app.act("resume", on: fixture, token: admin)
            #expect(resumed.json["state"]?.string == "released")
            #expect(resumed.json["due_at"] == .null)
            #expect(try await app.act("resume", on: fixture, token: admin).code == "wrong_state")
            #expect(try await app.act("retire", on: fixture, token: admin).json["actions"]?.array == [])
            #expect(try await app.client.get(fixture.path).json["state"]?.string == "retired")
        }
    }

    @Test func `a release that is suspended again and again is suspended for thirty days in a year`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let admin = try await app.person("Ada", platform: [.admin]).token
            func days(_ response: TestResponse) async throws -> Double? {
                let now = try #require(try await app.asSuperuser { db in try PlatformClock(db).now() })
                let due = try Instant(#require(response.expecting(200).json["due_at"]?.string))
                return due.map { (Double($0.rawValue - now.rawValue) / 86_400_000_000).rounded() }
            }
            let first = try await app.act("suspend", on: fixture, token: fixture.officer)
            #expect(try await days(first) == 30)
            try await app.advanceClock(days: 20)
            _ = try await app.act("resume", on: fixture, token: fixture.officer).expecting(200)
            // Whoever does it, and however often.
            for token in [fixture.officer, admin, fixture.officer] {
                let again = try await app.act("suspend", on: fixture, token: token)
                #expect(try await days(again) == 10)
                _ = try await app.act("resume", on: fixture, token: token).expecting(200)
            }
            _ = try await app.act("suspend", on: fixture, token: admin).expecting(200)
            try await app.advanceClock(days: 10)
            _ = try await app.until("the end of the suspension", at: fixture.path) {
                $0.json["state"] == "released"
            }
            for token in [fixture.officer, admin] {
                let spent = try await app.act("suspend", on: fixture, token: token)
                #expect(spent.status == 409)
                #expect(spent.code == "suspension_spent")
                #expect(spent.json["detail"]?.string?.contains("again from 20") == true)
            }
            #expect(try await app.client.get(fixture.path).json["state"] == "released")
            // A year after the first, its days come back one by one.
            try await app.advanceClock(days: 365 - 30)
            // No token lives so long.
            let officer = try await app.person("Otto", in: fixture.provider, as: [.dataOfficer]).token
            let later = try await app.act("suspend", on: fixture, token: officer)
            #expect(try await days(later) == 30)
            #expect(try await app.act("retire", on: fixture, token: officer).status == 200)
        }
    }

    private func measured(_ app: TestApp) async throws -> DatasetFixture {
        let fixture = try await app.draftRelease()
        _ = try await app.upload(TestApp.pumps, as: "pumps.csv", to: fixture)
        _ = try await app.assign(TestApp.pumpRoles, in: "pumps.csv", of: fixture)
        let release = try await app.measure(fixture)
        #expect(release.json["state"]?.string == "in_review")
        return fixture
    }
}
