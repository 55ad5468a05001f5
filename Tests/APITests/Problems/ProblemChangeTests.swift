// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// What an owner does with a problem: new versions, later deadlines, the conclusion.
@Suite struct ProblemChangeTests {
    @Test func `of two later deadlines that are set at once the later one stands`() async throws {
        try await TestApp.run { app in
            let problem = try await app.openProblem()
            let far: SQL = """
                UPDATE problems
                SET deadline = deadline + interval '200 days', due_at = due_at + interval '200 days'
                WHERE pid = \(problem.pid)
                """
            try await app.hold(far) { letGo in
                async let second = app.act(
                    "extend",
                    at: problem.path,
                    token: problem.owner,
                    ["deadline": "2099-03-01T00:00:00Z"]
                )
                try await app.untilBlocked()
                letGo()
                // The request that waited sees the deadline that holds now, and that its own is earlier.
                #expect(try await second.code == "invalid")
            }
        }
    }

    @Test func `every change of the text is a new version, and none is lost`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftProblem()
            let changed = try await app.patch(["title": "Bearings, again"], fixture, token: fixture.owner)
            #expect(changed.status == 200)
            #expect(changed.json["version"]?.integer == 2)
            #expect(changed.json["keywords"] == ["bearings", "forecast"])
            _ = try await app.act("submit", on: fixture, token: fixture.owner, [:]).expecting(200)
            _ = try await app.act("approve", on: fixture, token: fixture.moderator).expecting(200)
            let amended = try await app.patch(["keywords": []], fixture, token: fixture.owner)
            #expect(amended.status == 200)
            #expect(amended.json["state"]?.string == "open")
            #expect(amended.json["version"]?.integer == 2 && amended.json["amended"]?.integer == 3)
            #expect(amended.json["keywords"] == ["bearings", "forecast"])

            let stranger = try await app.person("Sten").token
            func titles(_ token: String) async throws -> [String?]? {
                try await app.client.get("\(fixture.path)/versions", token: token).json["items"]?.array?
                    .map { $0["title"]?.string }
            }
            #expect(try await titles(stranger) == ["Bearings that fail early", "Bearings, again"])
            #expect(try await titles(fixture.moderator)?.count == 3)
            #expect(try await app.client.get("\(fixture.path)/versions").status == 401)
        }
    }

    @Test func `what amends an open problem waits for a moderator`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.openProblem()
            let partial = try await app.person(
                "Pia",
                in: fixture.poser,
                as: [.reviewer],
                platform: [.moderator]
            )
            let moderators = [partial.token, fixture.moderator]
            for token in moderators {
                let seen = try await app.client.get(fixture.path, token: token)
                #expect(!seen.actions.contains("approve"))
            }
            #expect(
                try await app.act("approve", on: fixture, token: fixture.moderator).code == "nothing_waits"
            )
            func said() async throws -> (String?, Int64?) {
                let seen = try await app.client.get(fixture.path).expecting(200).json
                return (seen["title"]?.string, seen["version"]?.integer)
            }
            // The second takes the place of the first, and is sent back; the third is let.
            for title in ["One", "Two"] {
                let amended = try await app.patch(["title": .string(title)], fixture, token: fixture.owner)
                #expect(amended.status == 200)
            }
            let queue = try await app.client.get("/v1/moderation/queue", token: fixture.moderator)
            #expect(queue.json["items"]?.array?.map { $0["title"]?.string } == ["Two"])
            #expect(try await said() == ("Bearings that fail early", 1))
            let refused = try await app.act("approve", on: fixture, token: partial.token)
            #expect(refused.code == "conflict_of_interest")
            #expect(try await app.act("return", on: fixture, token: fixture.moderator).status < 300)
            #expect(
                try await app.act("return", on: fixture, token: fixture.moderator).code == "nothing_waits"
            )
            _ = try await app.patch(["title": "Three"], fixture, token: fixture.owner).expecting(200)
            #expect(try await said() == ("Bearings that fail early", 1))
            _ = try await app.act("approve", on: fixture, token: fixture.moderator).expecting(200)
            #expect(try await said() == ("Three", 4))
            // What was dropped nobody else reads; nor does an owner show by a statement what none has read.
            let stranger = try await app.person("Sten").token
            let versions = try await app.client.get("\(fixture.path)/versions", token: stranger)
            #expect(versions.json["items"]?.array?.map { $0["version"]?.integer } == [1, 4])
            _ = try await app.patch(["title": "Five"], fixture, token: fixture.owner).expecting(200)
            let opening = SignIn.opening(hash: try #require(TokenText(.personal, fixture.owner)).hash)
            await #expect(throws: PostgresError.self) {
                try await app.asRole("teahouse_app", opening: opening) { db in
                    try db.execute("UPDATE problems SET version = amended, amended = NULL")
                }
            }
            #expect(try await said() == ("Three", 4))
        }
    }

    @Test func `a change needs the present entity tag`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftProblem()
            let tag = try await app.client.get(fixture.path, token: fixture.owner)["etag"] ?? ""
            func patch(_ headers: [String: String]) async throws -> TestResponse {
                try await app.patch(["title": "New"], fixture, token: fixture.owner, headers: headers)
            }
            #expect(try await patch([:]).status == 428)
            #expect(try await patch(["If-Match": tag]).status == 200)
            #expect(try await patch(["If-Match": tag]).status == 412)
            let act = try await app.act("submit", on: fixture, token: fixture.owner, [:], headers: [:])
            #expect(act.status == 428)
            let stale = try await app.act(
                "submit",
                on: fixture,
                token: fixture.owner,
                [:],
                headers: ["If-Match": tag]
            )
            #expect(stale.status == 412)
            let read = try await app.client.get(fixture.path, token: fixture.owner)
            #expect(read.json["version"]?.integer == 2)
            #expect(read.json["state"]?.string == "draft")
        }
    }

    @Test func `strangers change nothing, whether they see the problem or not`() async throws {
        try await TestApp.run { app in
            let open = try await app.openProblem()
            let draft = try await app.draftProblem()
            let other = try await app.organisation(.enterprise, "Other works")
            let stranger = try await app.person("Sten", in: other, as: [.owner, .problemOwner]).token
            let colleague = try await app.person("Carl", in: open.poser, as: [.researcher]).token
            let later: JSON = ["deadline": "2100-01-01T00:00:00Z"]
            for token in [stranger, colleague] {
                #expect(try await app.patch(["title": "Mine"], open, token: token).code == "role")
                #expect(try await app.act("extend", on: open, token: token, later).code == "role")
                #expect(try await app.setCircle([], of: open, token: token).code == "role")
            }
            #expect(try await app.patch(["title": "Mine"], draft, token: stranger).status == 404)
            #expect(try await app.act("submit", on: draft, token: stranger, [:]).status == 404)
            #expect(try await app.patch(["title": "Mine"], draft, token: nil).status == 401)
            #expect(try await app.client.get(open.path, token: stranger).actions == [])
        }
    }

    @Test func `what a moderator reads does not change under their eyes`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedProblem()
            let patched = try await app.patch(["title": "Quickly"], fixture, token: fixture.owner)
            #expect(patched.status == 409)
            #expect(patched.code == "wrong_state")
            #expect(try await app.act("submit", on: fixture, token: fixture.owner, [:]).code == "wrong_state")
        }
    }

    @Test func `a malformed change is refused field by field`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftProblem()
            let wrong: JSON = ["title": "", "statement": 1, "keywords": "x", "visibility": "public"]
            let refused = try await app.patch(wrong, fixture, token: fixture.owner)
            #expect(refused.status == 422)
            #expect(refused.pointers == ["/title", "/statement", "/keywords", "/visibility"])
            #expect(try await app.patch([], fixture, token: fixture.owner).status == 422)
            #expect(try await app.act("publish", on: fixture, token: fixture.owner).status == 404)
            let read = try await app.client.get(fixture.path, token: fixture.owner)
            #expect(read.json["version"]?.integer == 1)
        }
    }

    @Test func `a deadline only moves to a later time, and the clock with it`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.openProblem()
            func extend(_ deadline: JSON) async throws -> TestResponse {
                try await app.act("extend", on: fixture, token: fixture.owner, ["deadline": deadline])
            }
            #expect(try await extend("2098-01-01T00:00:00Z").pointers == ["/deadline"])
            #expect(try await extend("soon").pointers == ["/deadline"])
            #expect(try await extend(.null).status == 422)
            let later = try await extend("2101-02-03T04:05:06Z")
            #expect(later.status == 200)
            #expect(later.json["deadline"] == "2101-02-03T04:05:06Z")
            #expect(later.json["due_at"] == "2101-02-03T04:05:06Z")

            let draft = try await app.draftProblem()
            let early: JSON = ["deadline": "2101-02-03T04:05:06Z"]
            #expect(try await app.act("extend", on: draft, token: draft.owner, early).code == "wrong_state")
        }
    }

    @Test func `a problem cannot be submitted past its deadline`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftProblem()
            try await app.asSuperuser { db in
                try db.execute("UPDATE problems SET deadline = platform_now() - interval '1 day'")
            }
            let refused = try await app.act("submit", on: fixture, token: fixture.owner, [:])
            #expect(refused.pointers == ["/deadline"])
        }
    }

    @Test func `its owner says how an evaluated problem ended, with a reason that is kept`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.openProblem()
            func conclude(_ body: JSON) async throws -> TestResponse {
                try await app.act("conclude", on: fixture, token: fixture.owner, body)
            }
            let body: JSON = ["outcome": "partly", "reason": "One of two answers held."]
            #expect(try await conclude(body).code == "wrong_state")
            try await app.asSuperuser { db in
                try db.execute(
                    """
                    UPDATE problems SET state = 'evaluating', due_at = platform_now() + interval '60 days'
                    """
                )
            }
            #expect(
                try await conclude(["outcome": "won", "reason": ""]).pointers == ["/outcome", "/reason"]
            )
            #expect(try await conclude(["outcome": "solved"]).pointers == ["/reason"])
            let concluded = try await conclude(body)
            #expect(concluded.status == 200)
            #expect(concluded.json["state"]?.string == "concluded")
            #expect(concluded.json["due_at"] == .null)
            #expect(try await app.client.get(fixture.path).json["outcome"]?.string == "partly")
            let kept: String? = try await app.asSuperuser { db in
                try db.scalar(
                    """
                    SELECT details ->> 'reason' FROM audit_events
                    WHERE subject = \(fixture.pid) AND action = 'conclude'
                    """
                )
            }
            #expect(kept == "One of two answers held.")
        }
    }

    @Test func `the clock closes a problem at its deadline`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.openProblem()
            try await app.asSuperuser { db in
                try db.execute("UPDATE problems SET deadline = platform_now(), due_at = platform_now()")
            }
            // The clocks tick every second; the list is asked until they have.
            let limit = ContinuousClock.now + .seconds(20)
            var state: String?
            while state != "evaluating", ContinuousClock.now < limit {
                state = try await app.client.get(fixture.path).json["state"]?.string
            }
            #expect(state == "evaluating")
            let read = try await app.client.get(fixture.path, token: fixture.owner)
            #expect(read.actions == ["conclude"])
            #expect(read.json["due_at"] != .null)
        }
    }
}
