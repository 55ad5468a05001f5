// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// A moderator's decisions on problems, and an administrator's.
@Suite struct ProblemModerationTests {
    @Test func `a neutral moderator opens a problem, with a reason that is kept`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedProblem()
            let waiting = try await app.client.get(fixture.path, token: fixture.moderator)
            #expect(waiting.json["state"]?.string == "in_review")
            #expect(waiting.json["due_at"] != .null)
            #expect(waiting.actions == ["approve", "return"])
            let queue = try await app.client.get(
                "/v1/moderation/queue?kind=problem",
                token: fixture.moderator
            )
            #expect(queue.json["items"]?.array?.first?["pid"]?.string == fixture.pid)
            #expect(try await app.listed("/v1/problems") == [])

            let opened = try await app.act("approve", on: fixture, token: fixture.moderator)
            #expect(opened.status == 200)
            #expect(opened.json["state"]?.string == "open")
            #expect(opened.json["opened_at"] != .null)
            #expect(opened.json["due_at"] == opened.json["deadline"])
            #expect(try await app.listed("/v1/problems") == [fixture.pid])
            let reason: String? = try await app.asSuperuser { db in
                try db.scalar(
                    """
                    SELECT d.reason FROM decisions d JOIN problems p ON p.id = d.subject
                    WHERE p.pid = \(fixture.pid) AND d.object = 'problem' AND d.event = 'approve'
                    """
                )
            }
            #expect(reason == "Read.")
            let again = try await app.act("approve", on: fixture, token: fixture.moderator)
            #expect(again.code == "nothing_waits")
        }
    }

    @Test func `a moderator who belongs to the poser decides nothing`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedProblem()
            for role in [MembershipRole.owner, .researcher] {
                let partial = try await app.person(
                    "Pia",
                    in: fixture.poser,
                    as: [role],
                    platform: [.moderator]
                )
                let token = partial.token
                for event in ["approve", "return"] {
                    let refused = try await app.act(event, on: fixture, token: token)
                    #expect(refused.status == 403)
                    #expect(refused.code == "conflict_of_interest")
                }
                let seen = try await app.client.get(fixture.path, token: token)
                #expect(seen.actions.isDisjoint(with: ["approve", "return"]))
            }
            let read = try await app.client.get(fixture.path, token: fixture.owner)
            #expect(read.json["state"]?.string == "in_review")
        }
    }

    @Test func `a suspended organisation's member is a party still`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedProblem()
            let partial = try await app.person("Pia", in: fixture.poser, as: [.owner], platform: [.moderator])
            try await app.asSuperuser { db in
                try db.execute("UPDATE organisations SET state = 'suspended' WHERE id = \(fixture.poser.id)")
            }
            let refused = try await app.act("approve", on: fixture, token: partial.token)
            #expect(refused.code == "conflict_of_interest")
        }
    }

    @Test func `only moderators decide`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedProblem()
            let stranger = try await app.person("Sten").token
            let admin = try await app.person("Ada", platform: [.admin]).token
            let narrow = try await app.person("Mia", platform: [.moderator], scopes: [.read]).token
            for event in ["approve", "return"] {
                #expect(try await app.act(event, on: fixture, token: fixture.owner).status == 403)
                #expect(try await app.act(event, on: fixture, token: admin).status == 403)
                #expect(try await app.act(event, on: fixture, token: narrow).code == "scope")
                #expect(try await app.act(event, on: fixture, token: stranger).status == 404)
                #expect(try await app.act(event, on: fixture, token: nil).status == 401)
            }
            let read = try await app.client.get(fixture.path, token: fixture.owner)
            #expect(read.json["state"]?.string == "in_review")
        }
    }

    @Test func `a decision needs a reason and the present entity tag`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedProblem()
            let moderator = fixture.moderator
            #expect(try await app.act("approve", on: fixture, token: moderator, [:]).pointers == ["/reason"])
            let empty = try await app.act("return", on: fixture, token: moderator, ["reason": ""])
            #expect(empty.pointers == ["/reason"])
            #expect(try await app.act("approve", on: fixture, token: moderator, headers: [:]).status == 428)
            let stale = try await app.act(
                "approve",
                on: fixture,
                token: moderator,
                headers: ["If-Match": "\"old\""]
            )
            #expect(stale.status == 412)
        }
    }

    @Test func `a returned problem is its owner's alone again, and may come back`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedProblem()
            let returned = try await app.act(
                "return",
                on: fixture,
                token: fixture.moderator,
                ["reason": "Say what an answer looks like."]
            )
            #expect(returned.status == 204)
            #expect(try await app.client.get(fixture.path, token: fixture.moderator).status == 404)
            let read = try await app.client.get(fixture.path, token: fixture.owner)
            #expect(read.json["state"]?.string == "draft")
            #expect(read.json["due_at"] == .null)
            #expect(read.actions == ["submit"])
            _ = try await app.patch(["statement": "Better."], fixture, token: fixture.owner).expecting(200)
            _ = try await app.act("submit", on: fixture, token: fixture.owner, [:]).expecting(200)
            let opened = try await app.act("approve", on: fixture, token: fixture.moderator)
            #expect(opened.json["version"]?.integer == 2)
        }
    }

    @Test func `an administrator cancels an open problem, nobody else and nothing else`() async throws {
        try await TestApp.run { app in
            let admin = try await app.person("Ada", platform: [.admin]).token
            let waiting = try await app.submittedProblem()
            #expect(try await app.act("cancel", on: waiting, token: admin).code == "wrong_state")
            let draft = try await app.draftProblem()
            #expect(try await app.act("cancel", on: draft, token: admin).status == 404)

            let fixture = try await app.openProblem()
            #expect(try await app.act("cancel", on: fixture, token: fixture.owner).code == "role")
            #expect(try await app.act("cancel", on: fixture, token: fixture.moderator).code == "role")
            #expect(try await app.act("cancel", on: fixture, token: admin, [:]).pointers == ["/reason"])
            let cancelled = try await app.act("cancel", on: fixture, token: admin)
            #expect(cancelled.status == 200)
            #expect(cancelled.json["due_at"] == .null)
            #expect(cancelled.actions == [])
            #expect(try await app.client.get(fixture.path).json["state"]?.string == "cancelled")
        }
    }

    @Test func `of two moderators at once one decides`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedProblem()
            let other = try await app.person("Max", platform: [.moderator]).token
            async let first = app.act("approve", on: fixture, token: fixture.moderator)
            async let second = app.act("return", on: fixture, token: other)
            let statuses = try await [first.status, second.status]
            #expect(statuses.count { (200...204).contains($0) } == 1)
            #expect(statuses.allSatisfy { [200, 204, 404, 409].contains($0) })
        }
    }
}
