// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import TestSupport
import Testing

/// `/v1/findings/{pid}/versions`.
@Suite struct VersionTests {
    @Test func `a change needs the present entity tag`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let etag = try await finding.get()["etag"] ?? ""
            let body: JSON = ["title": "Wear of valves", "keywords": ["valves"], "kind": "partial"]
            #expect(try await finding.patch(body, headers: [:]).status == 428)
            #expect(try await finding.patch(body, headers: ["If-Match": "W/\(etag)"]).status == 412)
            let changed = try await finding.patch(body, headers: ["If-Match": etag])
            #expect(changed.status == 200)
            #expect(changed.json["title"]?.string == "Wear of valves")
            #expect(changed.json["kind"]?.string == "partial")
            #expect(changed.json["abstract"]?.string == "How pumps wear.\nBy region.")
            #expect(changed["etag"] != etag)
            #expect(try await finding.patch(body, headers: ["If-Match": etag]).status == 412)
            #expect(try await finding.get()["etag"] == changed["etag"])
        }
    }

    @Test func `a malformed change is refused field by field`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let long = JSON.string(String(repeating: "ä", count: 301))
            let refused = try await finding.patch(
                ["title": long, "language": "EN", "kind": 1, "keywords": ["a", ""], "state": "published"]
            )
            #expect(refused.status == 422)
            #expect(refused.pointers == ["/title", "/language", "/kind", "/keywords/1", "/state"])
            let broken = try await app.client.send(
                "PATCH",
                finding.path(),
                token: finding.token,
                body: [91],
                headers: ["If-Match": "*"]
            )
            #expect(broken.code == "bad_json")
            #expect(try await finding.get().json["title"]?.string == "Wear of pumps")
        }
    }

    @Test func `strangers change nothing, and find nothing`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let other = try await app.organisation(.university, "Other University")
            let stranger = try await app.person("Sten", in: other, as: [.researcher]).token
            let unknown = try await app.client.send(
                "PATCH",
                "/v1/findings/\(unknownFinding)/versions/1",
                token: stranger,
                body: Array(#"{"title":"Mine"}"#.utf8),
                headers: ["If-Match": "*"]
            )
            #expect(try await finding.patch(["title": "Mine"], as: stranger).isHidden(like: unknown))
            let body: JSON = ["contributions": [FindingCase.contribution]]
            #expect(try await finding.put("contributions", body, as: stranger).isHidden(like: unknown))
            #expect(try await finding.put("releases", ["releases": []], as: stranger).isHidden(like: unknown))
            let submitted = try await app.client.post(
                "/v1/findings/\(finding.pid)/versions/1/actions/submit",
                token: stranger,
                headers: ["If-Match": "*"]
            )
            #expect(submitted.isHidden(like: unknown))
            for event in ["retract", "accept", "reject", "request_changes", "exception"] {
                let hidden = try await finding.act(event, as: stranger)
                #expect(hidden.isHidden(like: unknown), "\(event): \(hidden.text)")
            }
            let next = try await app.client.post("/v1/findings/\(finding.pid)/versions", token: stranger)
            #expect(next.isHidden(like: unknown))
            #expect(try await finding.get(2).status == 404)
            for number in ["0", "01", "-1", "x", "9999999"] {
                let response = try await app.client.get(
                    "/v1/findings/\(finding.pid)/versions/\(number)",
                    token: finding.token
                )
                #expect(response.status == 404)
            }
            let reader = try await app.person("Rike", scopes: [.read]).token
            #expect(try await finding.patch(["title": "Mine"], as: reader).code == "scope")
        }
    }

    @Test func `a submitted version is fixed`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            let body: JSON = ["contributions": [FindingCase.contribution]]
            #expect(try await finding.patch(["title": "Other"]).code == "wrong_state")
            #expect(try await finding.put("contributions", body).code == "wrong_state")
            #expect(try await finding.put("releases", ["releases": []]).code == "wrong_state")
            #expect(try await finding.upload([1], as: "more.bin").code == "wrong_state")
            let deleted = try await app.client.send(
                "DELETE",
                finding.path() + "/files/result.md",
                token: finding.token,
                headers: ["If-Match": "*"]
            )
            #expect(deleted.code == "wrong_state")
            let moderator = try await finding.patch(["title": "Other"], as: finding.moderator)
            #expect(moderator.status == 403)
            #expect(moderator.code == "role")
        }
    }

    @Test func `the next version is a copy that takes the place of the one before the gates`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            let first = try await finding.get()
            #expect(first.actions.contains("new_version"))
            let next = try await finding.nextVersion()
            #expect(next.status == 201)
            #expect(next["location"] == finding.path(2))
            #expect(next.json["state"]?.string == "draft")
            for part in ["title", "abstract", "keywords", "license", "files", "contributions", "releases"] {
                #expect(next.json[part] == first.json[part], "\(part)")
            }
            let another = try await finding.nextVersion()
            #expect(another.status == 409)
            #expect(another.code == "draft_exists")

            let latest = try await app.client.get("/v1/findings/\(finding.pid)", token: finding.token)
            #expect(latest.json["version"]?.integer == 2)
            let seen = try await app.client.get("/v1/findings/\(finding.pid)", token: finding.moderator)
            #expect(seen.json["version"]?.integer == 1)
            #expect(try await finding.get(2, as: finding.moderator).status == 404)

            #expect(try await finding.submit(version: 2).status == 200)
            #expect(try await finding.get().json["state"]?.string == "superseded")
            #expect(try await finding.act("accept", as: finding.moderator).code == "wrong_state")
            #expect(try await finding.act("retract", as: finding.token).code == "wrong_state")
            try await finding.workEnded(version: 2)
            let third = try await finding.nextVersion()
            #expect(third.json["version"]?.integer == 3)
        }
    }

    @Test func `a draft that is taken back makes room for another one`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            _ = try await finding.nextVersion().expecting(201)
            let retracted = try await finding.act("retract", version: 2, as: finding.token)
            #expect(retracted.status == 200)
            #expect(retracted.json["state"]?.string == "retracted")
            #expect(try await finding.get(2, as: finding.moderator).status == 404)
            #expect(retracted.actions == ["new_version"])
            #expect(try await finding.nextVersion().json["version"]?.integer == 3)
        }
    }

    @Test func `authors take a version back before it is public, with a reason`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            let none = try await finding.act("retract", as: finding.token, [:])
            #expect(none.pointers == ["/reason"])
            #expect(try await finding.act("retract", as: finding.moderator).code == "role")
            let bare = try await finding.act("retract", as: finding.token, headers: [:])
            #expect(bare.status == 428)
            let retracted = try await finding.act("retract", as: finding.token)
            #expect(retracted.json["state"]?.string == "retracted")
            #expect(try await finding.act("retract", as: finding.token).code == "wrong_state")
            #expect(try await finding.submit().code == "wrong_state")
        }
    }

    @Test func `what was taken back stays readable for those who had it before them, and a draft for nobody`()
        async throws
    {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            _ = try await finding.act("retract", as: finding.token).expecting(200)
            let seen = try await finding.get(as: finding.moderator).expecting(200)
            #expect(seen.json["state"] == "retracted" && seen.actions == [])
            let file = finding.path() + "/files/result.md"
            #expect(try await app.client.get(file, token: finding.moderator).status == 200)
            let latest = try await app.client.get("/v1/findings/\(finding.pid)", token: finding.moderator)
            #expect(latest.json["version"] == 1)
            // Whoever had nothing to do with it has nothing to do with it.
            let stranger = try await app.person("Sten").token
            #expect(try await finding.get(as: stranger).status == 404)
            // A draft is its authors' alone, also when it was taken back.
            _ = try await finding.nextVersion().expecting(201)
            #expect(try await finding.get(2, as: finding.moderator).status == 404)
            _ = try await finding.act("retract", version: 2, as: finding.token).expecting(200)
            #expect(try await finding.get(2, as: finding.moderator).status == 404)
            #expect(
                try await app.client.get(finding.path(2) + "/files/result.md", token: finding.moderator)
                    .status == 404
            )
            let never = try await FindingCase.complete(app)
            _ = try await never.act("retract", as: never.token).expecting(200)
            #expect(try await never.get(as: finding.moderator).status == 404)
            #expect(
                try await app.client.get("/v1/findings/\(never.pid)", token: finding.moderator).status == 404
            )
        }
    }
}
