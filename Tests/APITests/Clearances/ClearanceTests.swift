// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// What a provider says of a finding that used its data.
@Suite struct ClearanceTests {
    @Test func `who decides on a version is not held up by an event about it that is being written`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            try await app.hold(
                "SELECT record_event('extend', 'clearance', \(fixture.clearance), '{}'::jsonb)"
            ) { letGo in
                let cleared = try await app.act(
                    "no_objection",
                    at: fixture.clearancePath,
                    token: fixture.clearer
                )
                #expect(cleared.status == 200)
                letGo()
            }
        }
    }

    @Test func `a provider is told what waits and has no objection`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let open = try await app.client.get("/v1/clearances?open=true", token: fixture.clearer)
            #expect(open.json["items"]?.array?.map { $0["pid"]?.string } == [fixture.clearance])
            let seen = try await app.client.get(fixture.clearancePath, token: fixture.clearer)
            #expect(seen.json["state"]?.string == "pending")
            #expect(seen.json["actions"]?.array == ["extend", "no_objection", "raise"])
            #expect(seen.json["files"]?.array?.first?["name"]?.string == "result.md")
            let passed = try await app.client.post(
                fixture.clearancePath + "/actions/no_objection",
                token: fixture.clearer,
                ["reason": "Nothing of ours."],
                headers: ["If-Match": seen["etag"] ?? ""]
            )
            #expect(passed.status == 200)
            #expect(passed.json["state"]?.string == "passed")
            #expect(passed.json["outcome"]?.string == "no_objection")
            #expect(passed.json["due_at"]?.isNull == true)
            #expect(passed.json["actions"]?.array == [])
            let again = try await app.act("no_objection", at: fixture.clearancePath, token: fixture.clearer)
            #expect(again.code == "wrong_state")
            let rest = try await app.client.get("/v1/clearances?open=true", token: fixture.clearer)
            #expect(rest.json["items"]?.array == [])
            let all = try await app.client.get("/v1/clearances", token: fixture.clearer)
            #expect(all.json["items"]?.array?.count == 1)
        }
    }

    @Test func `a review is extended once, for sixty days at most`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            for days: Int64 in [29, 61, 100] {
                let refused = try await extend(app, fixture, days: days)
                #expect(refused.status == 422, "\(days) days")
            }
            let extended = try await extend(app, fixture, days: 59)
            #expect(extended.status == 200)
            #expect(extended.json["state"]?.string == "extended")
            #expect(extended.json["actions"]?.array == ["no_objection", "raise"])
            #expect(try await extend(app, fixture, days: 60).code == "wrong_state")
            let passed = try await app.act("no_objection", at: fixture.clearancePath, token: fixture.clearer)
            #expect(passed.json["outcome"]?.string == "no_objection")
        }
    }

    @Test func `how long a provider may look is agreed with the release`() async throws {
        try await TestApp.run { app in
            let data = try await app.release(reviewDays: 15)
            #expect(try await app.client.get(data.path).json["review_days"]?.integer == 15)
            let fixture = try await app.submittedFinding(over: data)
            let seen = try await app.client.get(fixture.clearancePath, token: fixture.clearer)
            let noticed = Instant(seen.json["noticed_at"]?.string ?? "")
            #expect(seen.json["due_at"]?.string == noticed?.advanced(byDays: 15).description)
            // It is fixed with the terms, and within the bounds of practice.
            func change(_ days: JSON, _ fixture: DatasetFixture) async throws -> TestResponse {
                try await app.client.send(
                    "PATCH",
                    fixture.path,
                    token: fixture.officer,
                    body: (["review_days": days] as JSON).canonical,
                    headers: ["If-Match": "*"]
                )
            }
            #expect(try await change(16, data).code == "wrong_state")
            let draft = try await app.draftRelease()
            for days: JSON in [14, 61, "30"] { #expect(try await change(days, draft).status == 422) }
            #expect(try await change(60, draft).expecting(200).json["review_days"]?.integer == 60)
        }
    }

    @Test func `an extension leaves time for decisions before the cap`() async throws {
        try await TestApp.run { app in
            let data = try await app.release(reviewDays: 60)
            let fixture = try await app.submittedFinding(over: data)
            try await app.advanceClock(days: 45)
            #expect(try await extend(app, fixture, days: 76).status == 422)
            #expect(try await extend(app, fixture, days: 75).status == 200)
        }
    }

    @Test func `the review of a thesis is never extended`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding(["thesis": true])
            let refused = try await extend(app, fixture, days: 50)
            #expect(refused.status == 409)
            #expect(refused.code == "thesis")
            let seen = try await app.client.get(fixture.clearancePath, token: fixture.clearer)
            #expect(seen.json["state"]?.string == "pending")
            // One version that is no thesis, and the finding is no thesis, whatever the next one says.
            for (number, isThesis) in [(2, false), (3, true)] {
                let version = fixture.version(number)
                _ = try await app.client.post(
                    "/v1/findings/\(fixture.finding)/versions",
                    token: fixture.author
                ).expecting(201)
                _ = try await app.client.send(
                    "PATCH",
                    version,
                    token: fixture.author,
                    body: (["thesis": .bool(isThesis)] as JSON).canonical,
                    headers: ["If-Match": "*"]
                ).expecting(200)
                let said = String(repeating: "More.\n", count: number)
                _ = try await app.put(said, as: "more.md", into: version, by: fixture.author)
                let submitted = try await app.submit(version, by: fixture.author).expecting(200)
                let pid = submitted.json["gates"]?["clearances"]?.array?.first?["pid"]?.string ?? ""
                let clearance = try await app.client.get("/v1/clearances/\(pid)", token: fixture.clearer)
                #expect(clearance.json["thesis"] == false)
            }
        }
    }

    @Test func `only a clearance officer or an owner of the provider speaks for it`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let path = fixture.clearancePath
            let researcher = try await app.person("Rolf", in: fixture.data.provider, as: [.researcher]).token
            let other = try await app.organisation(.enterprise, "Other works")
            let stranger = try await app.person("Sten", in: other, as: [.clearanceOfficer, .owner]).token
            for token in [researcher, stranger] {
                #expect(try await app.client.get(path, token: token).status == 404)
                #expect(try await app.act("no_objection", at: path, token: token).status == 404)
                let list = try await app.client.get("/v1/clearances", token: token)
                #expect(list.json["items"]?.array == [])
            }
            for token in [fixture.author, fixture.data.moderator] {
                #expect(try await app.client.get(path, token: token).json["actions"]?.array == [])
                let refused = try await app.act("no_objection", at: path, token: token)
                #expect(refused.status == 403)
                #expect(refused.code == "role")
            }
            #expect(try await app.client.get(path).status == 401)
            #expect(try await app.act("no_objection", at: path, token: nil).status == 401)
            let reader = try await app.person(
                "Rita",
                in: fixture.data.provider,
                as: [.clearanceOfficer],
                scopes: [.read]
            ).token
            #expect(try await app.client.get(path, token: reader).json["actions"]?.array == [])
            #expect(try await app.act("no_objection", at: path, token: reader).code == "scope")
            let owner = try await app.person("Otto", in: fixture.data.provider, as: [.owner]).token
            #expect(try await app.act("no_objection", at: path, token: owner).status == 200)
        }
    }

    @Test func `malformed requests are refused`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let path = fixture.clearancePath
            let token = fixture.clearer
            #expect(try await app.act("no_objection", at: path, token: token, [:]).status == 422)
            #expect(try await app.act("no_objection", at: path, token: token, ["reason": ""]).status == 422)
            #expect(try await app.act("extend", at: path, token: token).status == 422)
            let soon = try await app.act("extend", at: path, token: token, ["reason": "R", "until": "soon"])
            #expect(soon.status == 422)
            #expect(try await app.act("lapse", at: path, token: token).status == 404)
            let without = try await app.client.post(
                path + "/actions/no_objection",
                token: token,
                ["reason": "R"]
            )
            #expect(without.status == 428)
            let stale = try await app.client.post(
                path + "/actions/no_objection",
                token: token,
                ["reason": "R"],
                headers: ["If-Match": "\"old\""]
            )
            #expect(stale.status == 412)
            #expect(
                try await app.client.get("/v1/clearances?open=perhaps", token: token).code == "bad_parameter"
            )
            #expect(try await app.client.get("/v1/clearances/\(fixture.finding)", token: token).status == 404)
            #expect(try await app.client.get(path, token: token).json["state"]?.string == "pending")
        }
    }

    @Test func `what was cleared stays cleared when no file is new`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.act("no_objection", at: fixture.clearancePath, token: fixture.clearer)
                .expecting(200)
            _ = try await app.client.post("/v1/findings/\(fixture.finding)/versions", token: fixture.author)
                .expecting(201)
            let next = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            let clearance = next.json["gates"]?["clearances"]?.array?.first
            #expect(clearance?["state"]?.string == "passed")
            #expect(clearance?["outcome"]?.string == "no_objection")
            let path = "/v1/clearances/\(clearance?["pid"]?.string ?? "")"
            let carried = try await app.client.get(path, token: fixture.clearer).expecting(200)
            #expect(carried.json["carried_from"]?.integer == 1)
            let first = try await app.client.get(fixture.version, token: fixture.author)
            #expect(first.json["state"]?.string == "superseded")
        }
    }

    private func extend(_ app: TestApp, _ fixture: FindingFixture, days: Int64) async throws -> TestResponse {
        // From the submission on; a test takes less than the hours between.
        let start = Instant(rawValue: Int64(Date.now.timeIntervalSince1970 * 1_000_000))
        let until = start.advanced(byDays: days).advanced(bySeconds: -3600)
        return try await app.act(
            "extend",
            at: fixture.clearancePath,
            token: fixture.clearer,
            ["reason": "A patent is being filed.", "until": .string(until.description)]
        )
    }
}
