// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import TestSupport
import Testing

/// `…/actions/ask_exception`, and what becomes of it.
@Suite struct ExceptionTests {
    private static let telling = "Ask rita@nordmark.example.org.\n"

    @Test func `authors ask for an exception, and a moderator who knows why grants it`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app, text: Self.telling)
            #expect(try await finding.get().actions.contains("ask_exception"))
            #expect(try await finding.act("refuse_exception", as: finding.moderator).code == "wrong_state")
            #expect(try await finding.act("ask_exception", as: finding.moderator).code == "role")
            #expect(try await finding.act("ask_exception", as: finding.token, [:]).pointers == ["/reason"])
            let why: JSON = ["reason": "It is the office's address."]
            let asked = try await finding.act("ask_exception", as: finding.token, why).expecting(200)
            #expect(asked.gate("screening") == "asked")
            #expect(!asked.actions.contains("ask_exception"))
            let seen = try await finding.get(as: finding.moderator)
            #expect(seen.json["gates"]?["screening"]?["asked"] == why["reason"])
            #expect(seen.actions.isSuperset(of: ["exception", "refuse_exception"]))
            let queue = try await app.client.get("/v1/moderation/queue", token: finding.moderator)
            let item = queue.json["items"]?.array?.first
            #expect(item?["kind"] == "exception" && item?["state"] == "exception asked for")
            let offered: JSON = ["accept", "exception", "refuse_exception", "reject", "request_changes"]
            #expect(item?["actions"] == offered)
            let granted = try await finding.act("exception", as: finding.moderator).expecting(200)
            #expect(granted.gate("screening") == "excepted")
            #expect(!granted.actions.contains("accept"))
        }
    }

    @Test func `a refusal is final for the same files, in whatever version`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app, text: Self.telling)
            try await app.advanceClock(days: 12)
            _ = try await finding.act("ask_exception", as: finding.token).expecting(200)
            let refused = try await finding.act("refuse_exception", as: finding.moderator).expecting(200)
            #expect(refused.gate("screening") == "refused")
            for (event, token) in [
                ("exception", finding.moderator), ("ask_exception", finding.token),
            ] {
                #expect(try await finding.act(event, as: token).status == 409)
                #expect(try await !finding.get(as: token).actions.contains(event))
            }
            _ = try await finding.nextVersion().expecting(201)
            _ = try await finding.submit(version: 2).expecting(200)
            try await finding.workEnded(version: 2)
            try await app.letAskAgain(finding.pid)
            let again = try await finding.act("ask_exception", version: 2, as: finding.token)
            #expect(again.code == "exception_asked")
            let other = try await app.person("Max", platform: [.moderator]).token
            #expect(try await finding.act("exception", version: 2, as: other).code == "exception_refused")
            #expect(try await !finding.get(2, as: other).actions.contains("exception"))
            #expect(try await !finding.get(2).actions.contains("ask_exception"))
            // Other files are another case.
            _ = try await finding.nextVersion().expecting(201)
            let others = Array("Ask rita@suedmark.example.org.\n".utf8)
            _ = try await finding.upload(others, as: "result.md", version: 3).expecting(201)
            _ = try await finding.submit(version: 3).expecting(200)
            try await finding.workEnded(version: 3)
            _ = try await finding.act("ask_exception", version: 3, as: finding.token).expecting(200)
        }
    }

    @Test func `the authors' thirty days stand still while others have the word`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app, text: Self.telling)
            try await app.advanceClock(days: 12)
            _ = try await finding.act("ask_exception", as: finding.token).expecting(200)
            try await app.advanceClock(days: 11)
            func reaches(_ state: String) async throws {
                _ = try await app.until(state, at: finding.path(), token: finding.token) {
                    $0.gate("screening") == state
                }
            }
            try await reaches("escalated")
            // Again and again, for five days each.
            let due = try await finding.get().json["gates"]?["screening"]?["due_at"]
            try await app.advanceClock(days: 6)
            _ = try await app.until("five more days", at: finding.path(), token: finding.token) {
                let next = $0.json["gates"]?["screening"]?["due_at"]
                return $0.gate("screening") == "escalated" && next != due
            }
            _ = try await finding.act("refuse_exception", as: finding.moderator).expecting(200)
            try await app.advanceClock(days: 17)
            #expect(try await finding.get().gate("screening") == "refused")
            try await app.advanceClock(days: 2)
            try await reaches("lapsed")
            #expect(try await finding.get().json["state"] == "changes_requested")
        }
    }

    @Test func `asking is among what a finding has twice in ten days`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app, text: Self.telling)
            _ = try await finding.act("ask_exception", as: finding.token).expecting(200)
            _ = try await finding.nextVersion().expecting(201)
            let refused = try await finding.act("submit", version: 2, as: finding.token, [:])
            #expect(refused.code == "attention_spent")
            #expect(try await finding.get().gate("screening") == "asked")
        }
    }

    @Test func `there is no exception for a passage that an objection forbids`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.raise(on: fixture).expecting(201)["location"] ?? ""
            _ = try await app.act("concede", at: flag, token: fixture.author).expecting(200)
            try await ScopeTests.follow(fixture, app)
            // And something else, for which there would be one.
            _ = try await app.put(Self.telling, as: "more.md", into: fixture.version(2), by: fixture.author)
                .expecting(201)
            _ = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            let rules = try await ScopeTests.rules(fixture.version(2), fixture.author, app)
            #expect(rules.isSuperset(of: ["direct_identifier", "flagged_passage"]))
            try await app.letAskAgain(fixture.finding)
            for (event, token) in [
                ("ask_exception", fixture.author), ("exception", fixture.data.moderator),
            ] {
                #expect(try await !app.client.get(fixture.version(2), token: token).actions.contains(event))
                let refused = try await app.act(event, at: fixture.version(2), token: token)
                #expect(refused.code == "passage_forbidden")
            }
        }
    }
}
