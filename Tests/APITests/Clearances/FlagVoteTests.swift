// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import TestSupport
import Testing

/// How moderators decide a contested flag.
@Suite struct FlagVoteTests {
    @Test func `two moderators of one mind uphold a flag, and the version needs changes`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.contestedFlag(on: fixture)
            let first = try await app.act("uphold", at: flag, token: fixture.data.moderator)
            #expect(first.json["state"]?.string == "contested")
            #expect(
                try await app.act("uphold", at: flag, token: fixture.data.moderator).code == "already_voted"
            )
            #expect(
                try await app.act("dismiss", at: flag, token: fixture.data.moderator).code == "already_voted"
            )
            let second = try await app.person("Max", platform: [.moderator]).token
            let upheld = try await app.act("uphold", at: flag, token: second)
            #expect(upheld.json["state"]?.string == "upheld")
            let clearance = try await app.client.get(fixture.clearancePath, token: fixture.clearer)
            #expect(clearance.json["state"]?.string == "upheld")
            let version = try await app.client.get(fixture.version, token: fixture.author)
            #expect(version.json["state"]?.string == "changes_requested")
            #expect(try await app.act("dismiss", at: flag, token: second).code == "wrong_state")
        }
    }

    @Test func `whoever may vote sees the votes, and is offered none after their own`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.contestedFlag(on: fixture)
            let (moderator, second) = (
                fixture.data.moderator, try await app.person("Max", platform: [.moderator]).token
            )
            let partial = try await app.person(
                "Nils",
                in: fixture.university,
                as: [.reviewer],
                platform: [.moderator]
            )
            .token
            let voted = try await app.act("dismiss", at: flag, token: moderator).expecting(200)
            #expect(voted.json["votes"] == ["uphold": 0, "dismiss": 1, "needed": 2, "own": "dismiss"])
            #expect(voted.json["actions"] == [])
            let other = try await app.client.get(flag, token: second)
            #expect(other.json["votes"] == ["uphold": 0, "dismiss": 1, "needed": 2, "own": .null])
            #expect(other.json["actions"] == ["dismiss", "uphold"])
            for token in [fixture.author, fixture.clearer, partial] {
                #expect(try await app.client.get(flag, token: token).json["votes"] == .null)
                let clearance = try await app.client.get(fixture.clearancePath, token: token)
                #expect(clearance.json["flags"]?.array?.map { $0["votes"] } == [.null])
            }
            let clearance = try await app.client.get(fixture.clearancePath, token: second)
            #expect(clearance.json["flags"]?.array?.first?["votes"] == other.json["votes"])
            // One vote is no decision, and nobody is told that it was one.
            let told = try await app.client.get("/v1/me/inbox", token: fixture.author)
            let kinds = (told.json["items"]?.array ?? []).compactMap { $0["kind"]?.string }
            #expect(!kinds.contains { $0.hasPrefix("flag.dismiss") || $0.hasPrefix("flag.vote") }, "\(kinds)")
        }
    }

    @Test func `moderators of two minds decide nothing until a third comes`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.contestedFlag(on: fixture)
            _ = try await app.act("uphold", at: flag, token: fixture.data.moderator).expecting(200)
            let second = try await app.person("Max", platform: [.moderator]).token
            let split = try await app.act("dismiss", at: flag, token: second)
            #expect(split.json["state"]?.string == "contested")
            let third = try await app.person("Mia", platform: [.moderator]).token
            let dismissed = try await app.act("dismiss", at: flag, token: third)
            #expect(dismissed.json["state"]?.string == "dismissed")
            let clearance = try await app.client.get(fixture.clearancePath, token: fixture.clearer)
            // The rest of the review goes on.
            #expect(clearance.json["state"]?.string == "pending")
        }
    }

    @Test func `nobody but a neutral moderator votes, and only on what is contested`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.raise(on: fixture).expecting(201)["location"] ?? ""
            #expect(
                try await app.act("uphold", at: flag, token: fixture.data.moderator).code == "wrong_state"
            )
            _ = try await app.act("contest", at: flag, token: fixture.author).expecting(200)
            for token in [fixture.author, fixture.clearer] {
                #expect(try await app.act("dismiss", at: flag, token: token).code == "role")
            }
            for (party, role) in [
                (fixture.university, MembershipRole.reviewer), (fixture.data.provider, .problemOwner),
            ] {
                let partial = try await app.person("Nils", in: party, as: [role], platform: [.moderator])
                    .token
                let refused = try await app.act("dismiss", at: flag, token: partial)
                #expect(refused.status == 403)
                #expect(refused.code == "conflict_of_interest")
            }
            let reader = try await app.person("Rita", platform: [.moderator], scopes: [.read]).token
            #expect(try await app.act("dismiss", at: flag, token: reader).code == "scope")
            let admin = try await app.person("Anna", platform: [.admin]).token
            #expect(try await app.act("dismiss", at: flag, token: admin).code == "role")
            #expect(try await app.act("dismiss", at: flag, token: nil).status == 401)
            let moderator = fixture.data.moderator
            #expect(try await app.act("dismiss", at: flag, token: moderator, [:]).status == 422)
            #expect(try await app.client.get(flag, token: moderator).json["state"]?.string == "contested")
        }
    }

    @Test func `two votes cast at once count each other`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let second = try await app.person("Max", platform: [.moderator]).token
            var flags: [String] = []
            for word in [0...4, 6...7, 9...11, 13...17, 19...22, 24...29, 36...40, 42...44] {
                let flag = try await app.raise(on: fixture, bytes: word).expecting(201)["location"]
                flags.append(flag ?? "")
            }
            for flag in flags {
                _ = try await app.act("contest", at: flag, token: fixture.author).expecting(200)
            }
            for flag in flags {
                async let one = app.act("uphold", at: flag, token: fixture.data.moderator)
                async let other = app.act("uphold", at: flag, token: second)
                #expect(try await [one.status, other.status] == [200, 200])
                let state = try await app.client.get(flag, token: fixture.author).json["state"]?.string
                #expect(state == "upheld")
            }
            let version = try await app.client.get(fixture.version, token: fixture.author)
            #expect(version.json["state"]?.string == "changes_requested")
        }
    }
}
