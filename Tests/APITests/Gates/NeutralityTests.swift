// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// Nobody decides a case in which they ever had an interest.
@Suite struct NeutralityTests {
    @Test func `who began a finding and left its authors does not decide on it`() async throws {
        try await TestApp.run { app in
            let university = try await app.organisation(.university, "Nordmark")
            let (judge, token) = try await app.person(
                "Mara",
                in: university,
                as: [.researcher],
                platform: [.moderator]
            )
            let finding = try await FindingCase.begin(app, by: judge, token, of: university)
            try await finding.addParts()
            let elsewhere = try await app.organisation(.university, "Suedmark")
            let accomplice = try await app.person("Abel", in: elsewhere, as: [.researcher])
            try await app.addAuthor(accomplice, to: finding.pid, by: token)
            try await ScopeTests.leave(finding, app)
            _ = try await app.submit(finding.path(), by: accomplice.token).expecting(200)
            try await Self.refused(token, finding)
        }
    }

    @Test func `whose ORCID iD a contribution names does not decide`() async throws {
        try await TestApp.run { app in
            let judge = try await Self.judge(app)
            try await app.asSuperuser { db in
                try db.execute(
                    "UPDATE persons SET orcid = '0000-0002-1694-233X' WHERE id = \(judge.person.id)"
                )
            }
            let finding = try await FindingCase.begin(app)
            try await finding.addParts()
            let named: JSON = [
                "name": "M. Two", "orcid": "0000-0002-1694-233X", "credit_roles": ["software"],
            ]
            _ = try await finding.put("contributions", ["contributions": [named]]).expecting(200)
            _ = try await finding.submit().expecting(200)
            try await Self.refused(judge.token, finding)
        }
    }

    @Test func `who was a colleague when the finding began does not decide, though no longer one`()
        async throws
    {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let judge = try await Self.judge(app, in: finding.university)
            try await app.asSuperuser { db in
                try db.execute("DELETE FROM memberships WHERE person = \(judge.person.id)")
            }
            _ = try await finding.submit().expecting(200)
            try await Self.refused(judge.token, finding)
        }
    }

    @Test func `who left before the finding began decides`() async throws {
        try await TestApp.run { app in
            let university = try await app.organisation(.university, "Nordmark")
            let judge = try await Self.judge(app, in: university)
            try await app.asSuperuser { db in
                try db.execute("DELETE FROM memberships WHERE person = \(judge.person.id)")
            }
            try await app.advanceClock(days: 1)
            let (author, token) = try await app.person("Rita", in: university, as: [.researcher])
            let finding = try await FindingCase.begin(app, by: author, token, of: university)
            try await finding.addParts()
            _ = try await finding.submit().expecting(200)
            _ = try await finding.act("accept", as: judge.token).expecting(200)
        }
    }

    @Test func `a colleague of an author who moved on does not decide`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let judge = try await Self.judge(app, in: finding.university)
            try await app.asSuperuser { db in
                try db.execute("DELETE FROM memberships WHERE person = \(finding.author.id)")
            }
            _ = try await finding.submit().expecting(200)
            try await Self.refused(judge.token, finding)
        }
    }

    @Test func `nobody of an organisation decides whose ROR id an affiliation names`() async throws {
        try await TestApp.run { app in
            let named = try await app.organisation(.university, "Nordmark University")
            try await app.asSuperuser { db in
                try db.execute("UPDATE organisations SET ror = '03yrm5c26' WHERE id = \(named.id)")
            }
            let judge = try await Self.judge(app, in: named)
            let finding = try await FindingCase.submitted(app)
            try await Self.refused(judge.token, finding)
            // An administrator frees who is a party by the authors' word alone, unless a party too.
            let admin = try await app.person("Alma", platform: [.admin]).token
            let insider = try await app.person("Ina", in: named, as: [.reviewer], platform: [.admin]).token
            let freed: JSON = [
                "organisation": .string(named.pid.description), "reason": "Named to be rid of her.",
            ]
            #expect(try await finding.act("lift_party", as: insider, freed).code == "conflict_of_interest")
            #expect(try await finding.act("lift_party", as: judge.token, freed).code == "role")
            // Beside one neutral moderator an administrator judges as well.
            let offered = try await finding.get(as: admin).actions
            #expect(offered == ["accept", "lift_party", "reject", "request_changes"])
            let both: JSON = [
                "person": .string(judge.person.pid.description),
                "organisation": .string(named.pid.description), "reason": "R.",
            ]
            for wrong in [both, ["reason": "R."]] {
                #expect(try await finding.act("lift_party", as: admin, wrong).pointers == ["/person"])
            }
            let author: JSON = ["person": .string(finding.author.pid.description), "reason": "R."]
            #expect(try await finding.act("lift_party", as: admin, author).code == "not_named")
            _ = try await finding.act("lift_party", as: admin, freed).expecting(200)
            #expect(try await finding.get(as: admin).actions == [])
            #expect(try await finding.act("lift_party", as: admin, freed).code == "not_named")
            _ = try await finding.act("accept", as: judge.token).expecting(200)
        }
    }

    @Test func `a problem's poser and a provider stay parties when a later version leaves them out`()
        async throws
    {
        try await TestApp.run { app in
            let problem = try await app.openProblem()
            let answer = try await FindingCase.complete(app, ["problem": .string(problem.pid)])
            let poser = try await Self.judge(app, in: problem.poser)
            _ = try await answer.submit().expecting(200)
            _ = try await answer.nextVersion().expecting(201)
            _ = try await answer.patch(["problem": .null], version: 2).expecting(200)
            _ = try await answer.submit(version: 2).expecting(200)
            let unasked = try await answer.act("accept", version: 2, as: poser.token)
            #expect(unasked.code == "conflict_of_interest")

            let fixture = try await app.submittedFinding()
            let judge = try await Self.judge(app, in: fixture.data.provider)
            try await ScopeTests.follow(fixture, app, releases: [])
            _ = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            let refused = try await app.act("accept", at: fixture.version(2), token: judge.token)
            #expect(refused.code == "conflict_of_interest")
        }
    }

    @Test func `judging makes nobody a party`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            _ = try await finding.act("request_changes", as: finding.moderator).expecting(200)
            _ = try await app.client.post("/v1/findings/\(finding.pid)/versions", token: finding.token)
                .expecting(201)
            _ = try await app.submit(finding.path(2), by: finding.token).expecting(200)
            _ = try await finding.act("accept", version: 2, as: finding.moderator).expecting(200)
        }
    }

    @Test func `who makes an exception does not accept, nor the other way round`() async throws {
        try await TestApp.run { app in
            let other = try await Self.judge(app)
            for order in [["exception", "accept"], ["accept", "exception"]] {
                let finding = try await FindingCase.submitted(app, text: "Ask rita@nordmark.example.org.\n")
                _ = try await finding.act(order[0], as: finding.moderator).expecting(200)
                let refused = try await finding.act(order[1], as: finding.moderator)
                #expect(refused.code == "two_gates", "\(order)")
                #expect(try await !finding.get(as: finding.moderator).actions.contains(order[1]))
                #expect(try await finding.get(as: other.token).actions.contains(order[1]))
                _ = try await finding.act(order[1], as: other.token).expecting(200)
            }
        }
    }

    // MARK: What happens in several

    static func judge(_ app: TestApp, in organisation: OrganisationRecord? = nil) async throws
        -> (person: PersonRecord, token: String)
    {
        try await app.person("Mara", in: organisation, as: [.researcher], platform: [.moderator])
    }

    /// Every decision on the version is refused, and its actions show none.
    static func refused(_ token: String, _ finding: FindingCase) async throws {
        for event in ["accept", "request_changes", "reject"] {
            let refused = try await finding.act(event, as: token)
            #expect(
                refused.code == "conflict_of_interest" || refused.status == 403,
                "\(event): \(refused.status)"
            )
        }
        let decisions: Set = ["accept", "request_changes", "reject", "exception", "release_unused"]
        #expect(decisions.isDisjoint(with: try await finding.get(as: token).actions))
    }
}
