// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import TestSupport
import Testing

/// `/v1/moderation/queue`.
@Suite struct QueueTests {
    private static let path = "/v1/moderation/queue"

    @Test func `what waits is listed until it is decided`() async throws {
        try await TestApp.run { app in
            let draft = try await FindingCase.begin(app)
            #expect(try await app.client.get(Self.path, token: draft.moderator).json["items"]?.array == [])
            let finding = try await FindingCase.submitted(app)
            let queue = try await app.client.get(Self.path, token: finding.moderator)
            #expect(queue.status == 200)
            let items = queue.json["items"]?.array ?? []
            #expect(items.map { $0["kind"]?.string } == ["finding"])
            #expect(items.first?["pid"]?.string == finding.pid)
            #expect(items.first?["number"]?.integer == 1)
            #expect(items.first?["title"]?.string == "Wear of pumps")
            #expect(items.first?["overdue"]?.bool == false)
            #expect(items.first?["neutral"]?.bool == true)
            #expect(items.first?["waits_for"]?.string == "you")
            #expect(items.first?["actions"] == ["accept", "reject", "request_changes"])
            #expect(items.first?["votes"] == .null)
            #expect(items.first?["organisations"] == [.string(finding.university.name)])
            #expect(items.first?["authors"]?.array?.count == 1)
            #expect(queue.json["total"]?.integer == 1)
            #expect(queue.json["now"]?.string.flatMap { Instant($0) } != nil)
            let due = try await finding.get().json["gates"]?["moderation"]?["due_at"]
            #expect(items.first?["due_at"] == due)
            let colleague = try await app.person(
                "Kurt",
                in: finding.university,
                as: [.reviewer],
                platform: [.moderator]
            )
            let partial = try await app.client.get(Self.path, token: colleague.token)
            #expect(partial.json["items"]?.array?.first?["neutral"]?.bool == false)
            #expect(partial.json["items"]?.array?.first?["waits_for"]?.string == "moderators")
            #expect(partial.json["items"]?.array?.first?["actions"] == [])
            let admin = try await app.person("Anna", platform: [.admin]).token
            let seen = try await app.client.get(Self.path, token: admin).json["items"]?.array?.first
            #expect(seen?["waits_for"]?.string == "moderators" && seen?["actions"] == [])
            _ = try await finding.act("reject", as: finding.moderator).expecting(200)
            #expect(try await app.client.get(Self.path, token: finding.moderator).json["items"]?.array == [])
        }
    }

    @Test(arguments: [false, true])
    func `a failed screening waits for an exception, once`(isAccepted: Bool) async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app, text: "Write to rita@nordmark.example.org.\n")
            let other = try await app.person("Max", platform: [.moderator]).token
            if isAccepted { _ = try await finding.act("accept", as: other).expecting(200) }
            let gates = try await finding.get().json["gates"]
            let due = gates?[isAccepted ? "screening" : "moderation"]?["due_at"]
            for query in ["", "?kind=exception"] {
                let items =
                    try await app.client.get(Self.path + query, token: finding.moderator).json["items"]?
                    .array ?? []
                #expect(items.map { $0["pid"]?.string } == [finding.pid])
                #expect(items.map { $0["kind"]?.string } == ["exception"])
                #expect(items.map { $0["due_at"] } == [due])
                #expect(due?.string != nil)
                let actions: JSON = ["accept", "exception", "reject", "request_changes"]
                #expect(items.first?["actions"] == (isAccepted ? ["exception"] : actions))
            }
            let findings = try await app.client.get(Self.path + "?kind=finding", token: finding.moderator)
            #expect(findings.json["items"]?.array == [] && findings.json["total"]?.integer == 0)
            if isAccepted {
                // Two gates, two people.
                let own = try await app.client.get(Self.path, token: other).json["items"]?.array?.first
                #expect(own?["actions"] == [] && own?["waits_for"]?.string == "moderators")
            }
            _ = try await finding.act("exception", as: finding.moderator).expecting(200)
            let after = try await app.client.get(Self.path, token: finding.moderator).json["items"]?.array
            #expect(after?.map { $0["kind"]?.string } == (isAccepted ? [] : ["finding"]))
            if !isAccepted { #expect(after?.first?["actions"] == ["reject", "request_changes"]) }
        }
    }

    @Test func `the most overdue comes first`() async throws {
        try await TestApp.run { app in
            let first = try await FindingCase.submitted(app)
            try await app.advanceClock(days: 5)
            let second = try await FindingCase.submitted(app)
            let overdue = Self.path + "?overdue=true"
            #expect(try await app.client.get(overdue, token: first.moderator).json["items"]?.array == [])
            try await app.advanceClock(days: 6)
            let late = try await app.client.get(overdue, token: first.moderator)
            #expect(late.json["items"]?.array?.map { $0["pid"]?.string } == [first.pid])
            #expect(late.json["items"]?.array?.first?["overdue"]?.bool == true)
            let all = try await app.client.get(Self.path, token: first.moderator)
            #expect(all.json["items"]?.array?.map { $0["pid"]?.string } == [first.pid, second.pid])
            let one = try await app.client.get(Self.path + "?limit=1", token: first.moderator)
            #expect(one.json["items"]?.array?.map { $0["pid"]?.string } == [first.pid])
            #expect(one.json["total"]?.integer == 2)
            // Overdue is shown, never passed in silence.
            _ = try await app.until("the escalation", at: first.path(), token: first.token) {
                $0.gate("moderation") == "escalated"
            }
            let still = try await app.client.get(overdue, token: first.moderator)
            #expect(still.json["items"]?.array?.map { $0["pid"]?.string } == [first.pid])
        }
    }

    @Test(arguments: ["reject", "request_changes"])
    func `after an appeal a version waits for another moderator than the first`(_ first: String)
        async throws
    {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            let second = try await app.person("Max", platform: [.moderator]).token
            _ = try await finding.act(first, as: finding.moderator).expecting(200)
            _ = try await finding.act("appeal", as: finding.token).expecting(200)
            func item(_ token: String) async throws -> JSON? {
                try await app.client.get(Self.path, token: token).json["items"]?.array?.first
            }
            let (barred, other) = (try await item(finding.moderator), try await item(second))
            #expect(barred?["waits_for"]?.string == "moderators" && barred?["actions"] == [])
            #expect(other?["waits_for"]?.string == "you")
            #expect(other?["actions"] == ["accept", "reject"])
        }
    }

    @Test func `a flag waits for those who have not voted, and then for an administrator`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.contestedFlag(on: fixture, category: "personal_data")
            let path = Self.path + "?kind=flag"
            let second = try await app.person("Max", platform: [.moderator]).token
            let admin = try await app.person("Anna", platform: [.admin]).token
            func first(_ token: String) async throws -> JSON? {
                try await app.client.get(path, token: token).json["items"]?.array?.first
            }
            let moderator = fixture.data.moderator
            let fresh = try await first(moderator)
            #expect(fresh?["votes"] == ["uphold": 0, "dismiss": 0, "needed": 2, "own": .null])
            #expect(fresh?["actions"] == ["dismiss", "uphold"] && fresh?["waits_for"]?.string == "you")
            #expect(fresh?["organisations"] == [.string(fixture.data.provider.name)])
            #expect(fresh?["authors"] == ["Ada"])
            let flag = "/v1/flags/\(fresh?["pid"]?.string ?? "")"
            _ = try await app.act("uphold", at: flag, token: moderator).expecting(200)
            let voted = try await first(moderator)
            #expect(voted?["votes"] == ["uphold": 1, "dismiss": 0, "needed": 2, "own": "uphold"])
            #expect(voted?["actions"] == [] && voted?["waits_for"]?.string == "moderators")
            #expect(try await first(second)?["waits_for"]?.string == "you")
            #expect(try await first(admin)?["waits_for"]?.string == "moderators")
            try await app.advanceClock(days: 11)
            _ = try await app.until("the escalation", at: flag, token: moderator) {
                $0.json["state"]?.string == "escalated"
            }
            #expect(try await first(moderator)?["waits_for"]?.string == "admins")
            #expect(try await first(admin)?["waits_for"]?.string == "you")
            #expect(try await first(admin)?["actions"] == ["dismiss", "uphold"])
        }
    }

    @Test func `releases wait in the same queue`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            _ = try await app.upload(TestApp.pumps, as: "pumps.csv", to: fixture).expecting(201)
            _ = try await app.assign(TestApp.pumpRoles, in: "pumps.csv", of: fixture).expecting(200)
            _ = try await app.measure(fixture).expecting(200)
            let queue = try await app.client.get(Self.path + "?kind=release", token: fixture.moderator)
            #expect(queue.json["items"]?.array?.map { $0["pid"]?.string } == [fixture.dataset])
            let findings = try await app.client.get(Self.path + "?kind=finding", token: fixture.moderator)
            #expect(findings.json["items"]?.array == [])
        }
    }

    @Test func `the queue is for moderators and administrators`() async throws {
        try await TestApp.run { app in
            let university = try await app.organisation(.university, "Nordmark University")
            let researcher = try await app.person("Rita", in: university, as: [.owner, .researcher]).token
            let refused = try await app.client.get(Self.path, token: researcher)
            #expect(refused.status == 403)
            #expect(refused.code == "role")
            let admin = try await app.person("Adam", platform: [.admin]).token
            #expect(try await app.client.get(Self.path, token: admin).status == 200)
            let narrow = try await app.person("Moritz", platform: [.moderator], scopes: [.read])
            #expect(try await app.client.get(Self.path, token: narrow.token).code == "scope")
            #expect(try await app.client.get(Self.path).status == 401)
            for query in ["?kind=cat", "?overdue=1", "?limit=101", "?page=2", "?kind=flag&kind=flag"] {
                let bad = try await app.client.get(Self.path + query, token: admin)
                #expect(bad.status == 400, "\(query)")
            }
        }
    }
}
