// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import TestSupport
import Testing

/// What the clock decides of clearances and flags.
@Suite struct ClearanceClockTests {
    @Test func `silence clears after thirty days, not before`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            try await app.pass(days: 29)
            #expect(try await app.state(of: fixture) == "pending")
            try await app.pass(days: 2)
            let passed = try await app.reaches("passed", fixture)
            #expect(passed.json["outcome"]?.string == "lapsed")
            // A clearance that lapsed is an open gate like any other.
            _ = try await app.act("accept", at: fixture.version, token: fixture.data.moderator).expecting(200)
            _ = try await app.publication(of: fixture)
        }
    }

    @Test func `an extension runs out as a review does`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let due = try await app.client.get(fixture.clearancePath, token: fixture.clearer).json["cap_at"]
            let until = Instant(due?.string ?? "")?.advanced(byDays: -31)
            _ = try await app.act(
                "extend",
                at: fixture.clearancePath,
                token: fixture.clearer,
                ["reason": "A patent.", "until": .string(until?.description ?? "")]
            ).expecting(200)
            try await app.pass(days: 58)
            #expect(try await app.state(of: fixture) == "extended")
            try await app.pass(days: 2)
            #expect(try await app.reaches("passed", fixture).json["outcome"]?.string == "lapsed")
        }
    }

    @Test func `an objection that nobody answers is contested, and decided`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.raise(on: fixture).expecting(201)["location"] ?? ""
            try await app.pass(days: 11)
            _ = try await app.until("the clock", at: flag, token: fixture.author) {
                $0.json["state"]?.string == "contested"
            }
            for token in [fixture.data.moderator, try await app.person("Max", platform: [.moderator]).token] {
                _ = try await app.act("uphold", at: flag, token: token).expecting(200)
            }
            _ = try await app.reaches("upheld", fixture)
        }
    }

    @Test func `objections end in time for their decisions, and the last are contested at once`() async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            // One that is conceded keeps the clearance waiting for its cap.
            let conceded = try await app.raise(on: fixture, bytes: 0...4).expecting(201)["location"] ?? ""
            _ = try await app.act("concede", at: conceded, token: fixture.author).expecting(200)
            try await app.pass(days: 70)
            let late = try await app.raise(on: fixture).expecting(201)
            #expect(late.json["state"]?.string == "contested")
            try await app.pass(days: 6)
            let refused = try await app.raise(on: fixture, bytes: 20...24)
            #expect(refused.code == "flagging_ended")
            try await app.pass(days: 15)
            _ = try await app.reaches("upheld", fixture)
            let flag = try await app.client.get(late["location"] ?? "", token: fixture.author)
            #expect(flag.json["state"]?.string == "dismissed")
        }
    }

    @Test func `at the cap a conceded flag stands, and the version needs changes`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.raise(on: fixture).expecting(201)["location"] ?? ""
            let open = try await app.raise(on: fixture, bytes: 0...4).expecting(201)["location"] ?? ""
            _ = try await app.act("concede", at: flag, token: fixture.author).expecting(200)
            try await app.pass(days: 91)
            _ = try await app.reaches("upheld", fixture)
            #expect(try await app.client.get(flag, token: fixture.author).json["state"]?.string == "upheld")
            #expect(
                try await app.client.get(open, token: fixture.author).json["state"]?.string == "dismissed"
            )
            let version = try await app.client.get(fixture.version, token: fixture.author)
            #expect(version.json["state"]?.string == "changes_requested")
        }
    }

    @Test func `at the cap a flag that was upheld stands, whatever else waits`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let open = try await app.raise(on: fixture, bytes: 0...4).expecting(201)["location"] ?? ""
            let flag = try await app.contestedFlag(on: fixture)
            let second = try await app.person("Max", platform: [.moderator]).token
            for token in [fixture.data.moderator, second] {
                _ = try await app.act("uphold", at: flag, token: token).expecting(200)
            }
            #expect(try await app.state(of: fixture) == "flagged")
            try await app.pass(days: 91)
            _ = try await app.reaches("upheld", fixture)
            #expect(
                try await app.client.get(open, token: fixture.author).json["state"]?.string == "dismissed"
            )
        }
    }

    @Test func `authors get nothing past a provider by waiting for the cap`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.act("retract", at: fixture.version, token: fixture.author).expecting(200)
            #expect(try await app.state(of: fixture) == "left")
            try await app.pass(days: 100)
            _ = try await app.client.post("/v1/findings/\(fixture.finding)/versions", token: fixture.author)
                .expecting(201)
            _ = try await app.put("The price.\n", as: "more.md", into: fixture.version(2), by: fixture.author)
                .expecting(201)
            let second = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            let clearance = second.json["gates"]?["clearances"]?.array?.first
            #expect(clearance?["state"]?.string == "pending")
            let due = Instant(clearance?["due_at"]?.string ?? "")
            let noticed = Instant(second.json["submitted_at"]?.string ?? "")
            #expect(due != nil && noticed != nil)
            if let due, let noticed {
                #expect(due > noticed.advanced(byDays: 29) && due <= noticed.advanced(byDays: 30))
            }
        }
    }

    @Test func `the cap counts from the first notice, over all versions`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let first = try await app.client.get(fixture.clearancePath, token: fixture.clearer)
            try await app.pass(days: 20)
            _ = try await app.client.post("/v1/findings/\(fixture.finding)/versions", token: fixture.author)
                .expecting(201)
            let text = TestApp.resultText + "And more.\n"
            _ = try await app.put(text, as: "result.md", into: fixture.version(2), by: fixture.author)
                .expecting(201)
            let second = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            let clearance = second.json["gates"]?["clearances"]?.array?.first
            #expect(clearance?["state"]?.string == "pending")
            #expect(clearance?["cap_at"] == first.json["cap_at"])
        }
    }

    @Test func `an objection costs nothing of an extension, whatever version it goes on in`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let cap = try await app.client.get(fixture.clearancePath, token: fixture.clearer).json["cap_at"]
            let until = try #require(Instant(cap?.string ?? "")?.advanced(byDays: -31))
            _ = try await app.act(
                "extend",
                at: fixture.clearancePath,
                token: fixture.clearer,
                ["reason": "A patent.", "until": .string(until.description)]
            ).expecting(200)
            let flag = try await app.raise(on: fixture).expecting(201)["location"] ?? ""
            try await app.pass(days: 5)
            _ = try await app.client.post("/v1/findings/\(fixture.finding)/versions", token: fixture.author)
                .expecting(201)
            _ = try await app.put("More.\n", as: "more.md", into: fixture.version(2), by: fixture.author)
                .expecting(201)
            let second = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            let clearance = second.json["gates"]?["clearances"]?.array?.first
            #expect(clearance?["state"]?.string == "flagged")
            _ = try await app.act("retract", at: flag, token: fixture.clearer).expecting(200)
            let resumed = try await app.client.get(
                "/v1/clearances/\(clearance?["pid"]?.string ?? "")",
                token: fixture.clearer
            )
            #expect(resumed.json["state"]?.string == "pending")
            let due = try #require(Instant(resumed.json["due_at"]?.string ?? ""))
            #expect(due > until.advanced(bySeconds: -60) && due < until.advanced(bySeconds: 60))
        }
    }

    @Test func `a contested flag that nobody decides is dismissed`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.contestedFlag(on: fixture)
            try await app.pass(days: 9)
            #expect(
                try await app.client.get(flag, token: fixture.author).json["state"]?.string == "contested"
            )
            try await app.pass(days: 2)
            // The rest of the review goes on.
            _ = try await app.reaches("pending", fixture)
            #expect(
                try await app.client.get(flag, token: fixture.author).json["state"]?.string == "dismissed"
            )
            try await app.pass(days: 20)
            #expect(try await app.reaches("passed", fixture).json["outcome"]?.string == "lapsed")
        }
    }

    @Test func `personal data goes to an administrator, whose silence upholds it`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.person("Adam", platform: [.admin])
            let flag = try await app.contestedFlag(on: fixture, category: "personal_data")
            try await app.pass(days: 11)
            _ = try await app.until("the escalation", at: flag, token: fixture.author) {
                $0.json["state"]?.string == "escalated"
            }
            #expect(try await app.act("dismiss", at: flag, token: fixture.data.moderator).code == "role")
            try await app.pass(days: 4)
            #expect(try await app.state(of: fixture) == "flagged")
            try await app.pass(days: 2)
            _ = try await app.reaches("upheld", fixture)
            #expect(try await app.client.get(flag, token: fixture.author).json["state"]?.string == "upheld")
        }
    }

    @Test func `an administrator decides an escalated flag alone`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.contestedFlag(on: fixture, category: "personal_data")
            try await app.pass(days: 11)
            _ = try await app.until("the escalation", at: flag, token: fixture.author) {
                $0.json["state"]?.string == "escalated"
            }
            let partial = try await app.person(
                "Nils",
                in: fixture.university,
                as: [.owner],
                platform: [.admin]
            ).token
            #expect(try await app.act("dismiss", at: flag, token: partial).code == "conflict_of_interest")
            let admin = try await app.person("Anna", platform: [.admin]).token
            let dismissed = try await app.act("dismiss", at: flag, token: admin)
            #expect(dismissed.json["state"]?.string == "dismissed")
            #expect(try await app.state(of: fixture) == "pending")
        }
    }

    @Test func `a moderator who voted before and is administrator decides the escalated flag too`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.contestedFlag(on: fixture, category: "personal_data")
            let both = try await app.person("Anna", platform: [.moderator, .admin]).token
            _ = try await app.act("uphold", at: flag, token: both).expecting(200)
            try await app.pass(days: 11)
            _ = try await app.until("the escalation", at: flag, token: fixture.author) {
                $0.json["state"]?.string == "escalated"
            }
            #expect(try await app.act("uphold", at: flag, token: both).json["state"]?.string == "upheld")
        }
    }

    @Test func `after a long time without any server personal data does not fall to the cap`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.person("Adam", platform: [.admin])
            let flag = try await app.contestedFlag(on: fixture, category: "personal_data")
            try await app.pass(days: 100)
            _ = try await app.reaches("upheld", fixture)
            #expect(try await app.client.get(flag, token: fixture.author).json["state"]?.string == "upheld")
        }
    }
}

extension TestApp {
    func state(of fixture: FindingFixture) async throws -> String? {
        try await client.get(fixture.clearancePath, token: fixture.clearer).json["state"]?.string
    }

    func reaches(_ state: String, _ fixture: FindingFixture) async throws -> TestResponse {
        try await until(state, at: fixture.clearancePath, token: fixture.clearer, within: .seconds(15)) {
            $0.json["state"]?.string == state
        }
    }
}
