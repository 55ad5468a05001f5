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
            _ = try await finding.act("reject", as: finding.moderator).expecting(200)
            #expect(try await app.client.get(Self.path, token: finding.moderator).json["items"]?.array == [])
        }
    }

    @Test func `a failed screening waits for an exception`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app, text: "Write to rita@nordmark.example.org.\n")
            let queue = try await app.client.get(Self.path + "?kind=exception", token: finding.moderator)
            let items = queue.json["items"]?.array ?? []
            #expect(items.map { $0["pid"]?.string } == [finding.pid])
            #expect(items.map { $0["kind"]?.string } == ["exception"])
            _ = try await finding.act("exception", as: finding.moderator).expecting(200)
            let after = try await app.client.get(Self.path, token: finding.moderator)
            #expect(after.json["items"]?.array?.map { $0["kind"]?.string } == ["finding"])
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
            // Overdue is shown, never passed in silence.
            #expect(try await first.get().gate("moderation") == "pending")
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
