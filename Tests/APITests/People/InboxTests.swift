// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Jobs
import Postgres
import Store
import TestSupport
import Testing

/// `/v1/me/inbox`: everybody concerned is told, once, and nobody else.
@Suite struct InboxTests {
    private static func kinds(_ app: TestApp, _ token: String, _ query: String = "") async throws -> [String]
    {
        let inbox = try await app.client.get("/v1/me/inbox?limit=100\(query)", token: token).expecting(200)
        return inbox.json["items"]?.array?.compactMap { $0["kind"]?.string } ?? []
    }

    /// Returns once everything that happened was told.
    private static func delivered(_ app: TestApp) async throws {
        try await app.notify { notifier in
            while try await app.undelivered() > 0 { _ = try await notifier.deliver() }
        }
    }

    @Test func `authors hear of a screening that failed, and not of each other's drafts`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let other = try await app.person("Bo", in: fixture.university, as: [.researcher])
            _ = try await app.act("retract", at: fixture.version, token: fixture.author).expecting(200)
            try await app.addAuthor(other, to: fixture.finding, by: fixture.author)
            let begun = "/v1/findings/\(fixture.finding)/versions"
            _ = try await app.client.post(begun, token: fixture.author).expecting(201)
            let second = fixture.version(2)
            let contributions: JSON = [["name": "Ada", "credit_roles": ["writing-original-draft"]]]
            for (part, body) in [
                ("contributions", ["contributions": contributions]), ("releases", ["releases": []]),
            ] as [(String, JSON)] {
                _ = try await app.client.send(
                    "PUT",
                    "\(second)/\(part)",
                    token: fixture.author,
                    body: body.canonical,
                    headers: ["If-Match": "*"]
                ).expecting(200)
            }
            _ = try await app.put(
                "Ask rita@nordmark.example.org.\n",
                as: "ask.md",
                into: second,
                by: fixture.author
            )
            _ = try await app.submit(second, by: fixture.author).expecting(200)
            _ = try await app.until("the screening", at: second, token: fixture.author) {
                $0.json["gates"]?["screening"]?["state"] == "failed"
            }
            try await Self.delivered(app)
            let told = try await Self.kinds(app, other.token)
            #expect(Set(told) == ["author_invitation.create", "finding_version.submit", "screening.fail"])
            #expect(try await Self.kinds(app, fixture.author).contains("screening.fail"))
            let inbox = try await app.client.get("/v1/me/inbox", token: fixture.author)
            let failed = inbox.json["items"]?.array?.first { $0["kind"] == "screening.fail" }
            #expect(failed?["about"]?.string == second)
        }
    }

    @Test func `those concerned are told what others did`() async throws {
        try await TestApp.run { app in
            let moderator = try await app.person("Mo", platform: [.moderator]).token
            let partial = try await app.person("Pa", platform: [.moderator])
            let fixture = try await app.submittedFinding()
            let employee = try await app.person(
                "Em",
                in: fixture.data.provider,
                as: [.reviewer],
                platform: [.moderator]
            )
            let flag = try await app.contestedFlag(on: fixture)
            _ = try await app.act("reject", at: fixture.version, token: moderator).expecting(200)
            try await Self.delivered(app)

            let author = try await Self.kinds(app, fixture.author)
            #expect(author.contains("clearance.raise"))
            #expect(author.first { $0.hasPrefix("finding_version.") } == "finding_version.reject")
            // Their own doing is no news to them.
            #expect(!author.contains("finding_version.submit"))
            #expect(!author.contains("flag.contest"))
            let provider = try await Self.kinds(app, fixture.clearer)
            #expect(provider.contains("finding_version.submit"))
            #expect(provider.contains("flag.contest"))
            #expect(!provider.contains("finding_version.reject"))
            let judges = try await Self.kinds(app, moderator)
            #expect(judges.contains("finding_version.submit"))
            #expect(judges.contains("flag.contest"))
            #expect(try await Self.kinds(app, partial.token).contains("flag.contest"))
            // A moderator of the provider's is no judge here.
            #expect(!(try await Self.kinds(app, employee.token)).contains("flag.contest"))
            #expect(try await Self.kinds(app, try await app.person("Sten").token) == [])

            let inbox = try await app.client.get("/v1/me/inbox?limit=100", token: moderator)
            let contested = inbox.json["items"]?.array?.first { $0["kind"] == "flag.contest" }
            #expect(contested?["about"]?.string == flag)
            #expect(try await app.client.get(flag, token: moderator).status == 200)
        }
    }

    @Test func `what was read is read`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let moderator = try await app.person("Mo", platform: [.moderator]).token
            _ = try await app.act("request_changes", at: fixture.version, token: moderator).expecting(200)
            try await Self.delivered(app)
            let page = try await app.client.get("/v1/me/inbox?limit=1", token: fixture.author).expecting(200)
            let last = page.json["items"]?.array?.first?["id"] ?? .null
            let read = "/v1/me/inbox/actions/read"
            // Somebody else's word changes nothing of it.
            #expect(try await app.client.post(read, token: fixture.clearer, ["last": last]).status == 204)
            #expect(try await Self.kinds(app, fixture.author, "&unread=true") != [])
            #expect(try await app.client.post(read, token: fixture.author, ["last": last]).status == 204)
            #expect(try await Self.kinds(app, fixture.author, "&unread=true") == [])
            #expect(try await Self.kinds(app, fixture.author) != [])
            for body: JSON in [[:], ["last": "x"], ["last": 1], ["last": last, "first": last]] {
                #expect(try await app.client.post(read, token: fixture.author, body).status == 422)
            }
            for query in ["?unread=1", "?cursor=x", "?limit=0", "?read=true"] {
                #expect(try await app.client.get("/v1/me/inbox\(query)", token: fixture.author).status == 400)
            }
            #expect(try await app.client.get("/v1/me/inbox").status == 401)
        }
    }

    @Test func `those who are waited for are reminded, once for each due time`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let moderator = try await app.person("Mo", platform: [.moderator]).token
            let admin = try await app.person("Ad", platform: [.admin]).token
            try await app.notify { notifier in
                try await notifier.remind()
                #expect(try await Self.kinds(app, moderator).filter { $0.hasSuffix(".reminder") } == [])
                try await app.advanceClock(days: 8)
                for _ in 1...3 { try await notifier.remind() }
                #expect(
                    try await Self.kinds(app, moderator).filter { $0.hasSuffix(".reminder") } == [
                        "finding_version.reminder"
                    ]
                )
                #expect(try await Self.kinds(app, admin).filter { $0.hasSuffix(".reminder") } == [])
                try await app.advanceClock(days: 3)
                try await notifier.remind()
                // What a moderator is late with goes to those above.
                #expect(
                    try await Self.kinds(app, admin).filter { $0.hasSuffix(".reminder") } == [
                        "finding_version.reminder"
                    ]
                )
                #expect(try await Self.kinds(app, fixture.clearer).filter { $0.hasSuffix(".reminder") } == [])
                try await app.advanceClock(days: 17)
                for _ in 1...3 { try await notifier.remind() }
                #expect(
                    try await Self.kinds(app, fixture.clearer).filter { $0.hasSuffix(".reminder") } == [
                        "clearance.reminder"
                    ]
                )
            }
        }
    }

    @Test func `two who hand on the same events tell everything once`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            try await app.notify { notifier in
                async let one = notifier.deliver()
                async let two = notifier.deliver()
                _ = try await (one, two)
            }
            try await Self.delivered(app)
            let submissions = try await Self.kinds(app, fixture.clearer).filter {
                $0 == "finding_version.submit"
            }
            #expect(submissions.count == 1)
        }
    }
}
