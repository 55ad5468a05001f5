// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// Requests for access and the answers to them.
@Suite struct AccessTests {
    @Test func `a researcher accepts the terms and is granted access`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let researcher = try await researcher(app)
            let asked = try await ask(app, fixture, researcher)
            #expect(asked.status == 201)
            #expect(asked.json["state"]?.string == "requested")
            #expect(asked.json["actions"]?.array == [])
            #expect(asked.json["person"]?["affiliations"]?.array == ["Nordmark University"])
            #expect(try await ask(app, fixture, researcher).code == "already_requested")

            let list = try await app.client.get(
                "/v1/access-requests?organisation=\(fixture.provider.pid)",
                token: fixture.officer
            )
            #expect(list.json["items"]?.array?.first?["actions"]?.array == ["decline", "grant"])
            let path = asked["location"] ?? ""
            let seen = try await app.client.get(path, token: fixture.officer)
            let granted = try await app.client.post(
                path + "/actions/grant",
                token: fixture.officer,
                ["reason": "Welcome.", "days": 30],
                headers: ["If-Match": seen["etag"] ?? ""]
            )
            #expect(granted.status == 200)
            #expect(granted.json["state"]?.string == "granted")
            let mine = try await app.client.get("/v1/access-requests", token: researcher)
            #expect(mine.json["items"]?.array?.map { $0["state"]?.string } == ["granted"])
            let days: Double? = try await app.asSuperuser { db in
                try db.scalar(
                    """
                    SELECT extract(epoch FROM due_at - decided_at)::double precision / 86400
                    FROM access_requests
                    """
                )
            }
            #expect(days == 30)
        }
    }

    @Test func `other terms than the release's are not accepted`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let researcher = try await researcher(app)
            let wrong = try await app.client.post(
                fixture.path + "/access-requests",
                token: researcher,
                ["purpose": "P", "terms_digest": .string("sha256:" + String(repeating: "0", count: 64))]
            )
            #expect(wrong.code == "terms_changed")
            let malformed = try await app.client.post(
                fixture.path + "/access-requests",
                token: researcher,
                ["purpose": "", "terms_digest": "sha256:0"]
            )
            #expect(malformed.status == 422)
            #expect(
                try await app.client.get("/v1/access-requests", token: researcher).json["items"]?.array == []
            )
        }
    }

    @Test func `only researchers ask, and only for what is released`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let nobody = try await app.person("Nils").token
            #expect(try await ask(app, fixture, nobody).code == "role")
            let draft = try await app.draftRelease()
            let researcher = try await researcher(app)
            let hidden = try await app.client.post(
                draft.path + "/access-requests",
                token: researcher,
                ["purpose": "P", "terms_digest": .string("sha256:" + String(repeating: "0", count: 64))]
            )
            #expect(hidden.status == 404)
            _ = try await app.act("suspend", on: fixture, token: fixture.officer)
            #expect(try await ask(app, fixture, researcher).code == "wrong_state")
        }
    }

    @Test func `only the provider's data officers answer, and strangers find nothing`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let researcher = try await researcher(app)
            let path = try await ask(app, fixture, researcher)["location"] ?? ""
            let other = try await app.organisation(.enterprise, "Other works")
            let stranger = try await app.person("Sten", in: other, as: [.dataOfficer]).token
            #expect(try await app.client.get(path, token: stranger).status == 404)
            #expect(try await answer(app, path, "grant", stranger).status == 404)
            #expect(try await answer(app, path, "grant", researcher).code == "role")
            let list = "/v1/access-requests?organisation=\(fixture.provider.pid)"
            #expect(try await app.client.get(list, token: stranger).code == "role")
            #expect(try await answer(app, path, "lapse", fixture.officer).status == 404)
            #expect(try await answer(app, path, "revoke", fixture.officer).code == "wrong_state")
            let both = try await app.client.post(
                path + "/actions/decline",
                token: fixture.officer,
                ["reason": "No.", "days": 3],
                headers: ["If-Match": "*"]
            )
            #expect(both.status == 422)
            let declined = try await answer(app, path, "decline", fixture.officer)
            #expect(declined.json["state"]?.string == "declined")
            #expect(declined.json["reason"]?.string == "Because.")
            #expect(try await ask(app, fixture, researcher).status == 201)
        }
    }

    @Test func `who may ask for access finds it among the release's actions, until it is asked`() async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let university = try await app.organisation(.university, "Nordmark University")
            let researcher = try await app.person("Rita", in: university, as: [.researcher]).token
            let narrow = try await app.person("Ron", in: university, as: [.researcher], scopes: [.read]).token
            let elsewhere = try await app.person("Nils").token
            func offered(_ token: String?) async throws -> Set<String> {
                try await app.client.get(fixture.path, token: token).expecting(200).actions
            }
            for token in [nil, elsewhere, narrow, fixture.moderator] {
                #expect(try await offered(token) == [])
            }
            #expect(try await offered(fixture.officer) == ["retire", "suspend"])
            #expect(try await offered(researcher) == ["request"])

            let path = try await ask(app, fixture, researcher).expecting(201)["location"] ?? ""
            #expect(try await offered(researcher) == [])
            _ = try await answer(app, path, "grant", fixture.officer).expecting(200)
            #expect(try await offered(researcher) == [])
            _ = try await answer(app, path, "revoke", fixture.officer).expecting(200)
            #expect(try await offered(researcher) == ["request"])
            _ = try await app.act("suspend", on: fixture, token: fixture.officer).expecting(200)
            #expect(try await offered(researcher) == [])
        }
    }

    @Test func `no cache keeps for others what a release offers to one`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            for path in [
                fixture.path, fixture.path + "/files", "/v1/datasets/\(fixture.dataset)", "/v1/datasets",
            ] {
                let open = try await app.client.get(path).expecting(200)
                #expect(open["vary"] == "Authorization")
                let own = try await app.client.get(path, token: try await app.person("Nils").token)
                #expect(own["vary"] == "Authorization")
                #expect(own["cache-control"] == "private, no-cache")
            }
        }
    }

    @Test func `nobody answers their own request`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let both = try await app.person("Bo", in: fixture.provider, as: [.researcher, .dataOfficer]).token
            let path = try await ask(app, fixture, both)["location"] ?? ""
            #expect(try await answer(app, path, "grant", both).code == "conflict_of_interest")
        }
    }

    private func researcher(_ app: TestApp) async throws -> String {
        let university = try await app.organisation(.university, "Nordmark University")
        return try await app.person("Rita", in: university, as: [.researcher]).token
    }

    private func ask(_ app: TestApp, _ fixture: DatasetFixture, _ token: String) async throws -> TestResponse
    {
        let release = try await app.client.get(fixture.path)
        return try await app.client.post(
            fixture.path + "/access-requests",
            token: token,
            ["purpose": "To study wear.", "terms_digest": release.json["terms_digest"] ?? .null]
        )
    }

    private func answer(
        _ app: TestApp,
        _ path: String,
        _ event: String,
        _ token: String
    ) async throws -> TestResponse {
        try await app.client.post(
            "\(path)/actions/\(event)",
            token: token,
            ["reason": "Because."],
            headers: ["If-Match": "*"]
        )
    }
}
