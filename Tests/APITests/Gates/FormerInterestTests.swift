// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// An interest does not end with the membership that it came from, whatever is decided on.
@Suite struct FormerInterestTests {
    @Test func `who was of the poser when a problem was posed does not decide on it`() async throws {
        try await TestApp.run { app in
            let poser = try await app.organisation(.enterprise, "Hafenwerk")
            let owner = try await app.person("Olaf", in: poser, as: [.owner]).token
            // Who was gone before it was posed has nothing to do with it.
            let former = try await Self.judge(app, in: poser, as: .researcher)
            try await Self.putOut(former.person, .researcher, of: poser, by: owner, app)
            try await app.advanceClock(days: 1)
            let author = try await Self.judge(app, in: poser, as: .problemOwner)
            let colleague = try await Self.judge(app, in: poser, as: .researcher)
            let made = try await app.client.post(
                "/v1/problems",
                token: author.token,
                TestApp.problemBody(poser)
            ).expecting(201)
            let pid = made.json["pid"]?.string ?? ""
            let problem = ProblemFixture(poser: poser, owner: owner, moderator: former.token, pid: pid)
            _ = try await app.act("submit", on: problem, token: author.token, [:]).expecting(200)
            try await Self.putOut(author.person, .problemOwner, of: poser, by: owner, app)
            try await Self.putOut(colleague.person, .researcher, of: poser, by: owner, app)
            for token in [author.token, colleague.token] {
                for event in ["approve", "return"] {
                    let refused = try await app.act(event, on: problem, token: token)
                    #expect(refused.code == "conflict_of_interest", "\(event): \(refused.status)")
                }
                #expect(try await app.client.get(problem.path, token: token).actions == [])
                #expect(try await Self.queued("problem", token, app)?["actions"] == [])
            }
            #expect(try await Self.queued("problem", former.token, app)?["actions"] == ["approve", "return"])
            _ = try await app.act("approve", on: problem, token: former.token).expecting(200)
        }
    }

    @Test func `who was of the provider when a release was begun does not decide on it`() async throws {
        try await TestApp.run { app in
            let data = try await app.draftRelease()
            let owner = try await app.person("Olaf", in: data.provider, as: [.owner]).token
            let colleague = try await Self.judge(app, in: data.provider, as: .dataOfficer)
            _ = try await app.upload(TestApp.pumps, as: "pumps.csv", to: data, token: colleague.token)
                .expecting(201)
            _ = try await app.assign(TestApp.pumpRoles, in: "pumps.csv", of: data).expecting(200)
            _ = try await app.measure(data).expecting(200)
            try await Self.putOut(colleague.person, .dataOfficer, of: data.provider, by: owner, app)
            for event in ["release", "return"] {
                let refused = try await app.act(event, on: data, token: colleague.token)
                #expect(refused.code == "conflict_of_interest", "\(event): \(refused.status)")
            }
            #expect(try await app.client.get(data.path, token: colleague.token).actions == [])
            #expect(try await Self.queued("release", colleague.token, app)?["actions"] == [])
            #expect(
                try await Self.queued("release", data.moderator, app)?["actions"] == ["release", "return"]
            )
        }
    }

    @Test func `nor on anything of a finding that used its data`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.contestedFlag(on: fixture)
            let judge = try await app.person(
                "Mara",
                in: fixture.data.provider,
                as: [.researcher],
                platform: [.moderator, .admin]
            )
            let owner = try await app.person("Olaf", in: fixture.data.provider, as: [.owner]).token
            try await Self.putOut(judge.person, .researcher, of: fixture.data.provider, by: owner, app)
            let outside = try await app.organisation(.institute, "Elsewhere")
            let reviewer = try await app.person("Rolf", in: outside, as: [.reviewer]).person.pid.description
            let person: JSON = ["person": .string(reviewer), "reason": "R."]
            let release: JSON = [
                "release": ["dataset": .string(fixture.data.dataset), "sequence": 1], "reason": "R.",
            ]
            for (event, body) in [
                ("accept", ["reason": "R."]), ("reject", ["reason": "R."]),
                ("request_changes", ["reason": "R."]), ("exception", ["reason": "R."]),
                ("refuse_exception", ["reason": "R."]), ("gone", ["reason": "R."]),
                ("stands", ["reason": "R."]), ("release_unused", release), ("lift_party", person),
            ] as [(String, JSON)] {
                let refused = try await app.act(event, at: fixture.version, token: judge.token, body)
                #expect(refused.code == "conflict_of_interest", "\(event): \(refused.code ?? "done")")
            }
            let asked = try await app.client.post(
                fixture.version + "/reviews",
                token: judge.token,
                ["reviewer": .string(reviewer)],
                headers: ["If-Match": "*"]
            )
            #expect(asked.code == "conflict_of_interest")
            for event in ["uphold", "dismiss"] {
                let refused = try await app.act(event, at: flag, token: judge.token)
                #expect(refused.code == "conflict_of_interest", "\(event)")
            }
            #expect(try await app.client.get(fixture.version, token: judge.token).actions == [])
            #expect(try await app.client.get(flag, token: judge.token).json["actions"] == [])
        }
    }

    @Test func `nor on its publication, or the note of its withdrawal`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let path = "/v1/publications/\(pid)"
            let judge = try await app.person(
                "Mara",
                in: fixture.data.provider,
                as: [.researcher],
                platform: [.moderator, .admin]
            )
            let owner = try await app.person("Olaf", in: fixture.data.provider, as: [.owner]).token
            try await Self.putOut(judge.person, .researcher, of: fixture.data.provider, by: owner, app)
            let rights: JSON = ["category": "rights", "reason": "R."]
            for (event, body) in [("hide", ["reason": "R."]), ("take_down", rights)] as [(String, JSON)] {
                let refused = try await app.act(event, at: path, token: judge.token, body)
                #expect(refused.code == "conflict_of_interest", "\(event): \(refused.code ?? "done")")
            }
            let note: JSON = ["category": "error", "note": "A number was wrong."]
            _ = try await app.act("withdraw", at: path, token: fixture.author, note).expecting(200)
            let neutral = fixture.data.moderator
            _ = try await app.until("the screening of the note", at: path + "/note", token: neutral) {
                $0.json["state"] == "waiting"
            }
            for event in ["allow", "refuse"] {
                let refused = try await app.act(event, at: path + "/note", token: judge.token)
                #expect(refused.code == "conflict_of_interest", "\(event): \(refused.code ?? "done")")
            }
        }
    }

    // MARK: What happens in several

    private static func judge(
        _ app: TestApp,
        in organisation: OrganisationRecord,
        as role: MembershipRole
    ) async throws -> (person: PersonRecord, token: String) {
        try await app.person("Mara", in: organisation, as: [role], platform: [.moderator])
    }

    /// An owner takes somebody's role away.
    private static func putOut(
        _ person: PersonRecord,
        _ role: MembershipRole,
        of organisation: OrganisationRecord,
        by owner: String,
        _ app: TestApp
    ) async throws {
        _ = try await app.client.send(
            "DELETE",
            "/v1/organisations/\(organisation.pid)/memberships/\(person.pid)/\(role.rawValue)",
            token: owner
        ).expecting(204)
    }

    /// The only case of a kind that waits.
    private static func queued(_ kind: String, _ token: String, _ app: TestApp) async throws -> JSON? {
        try await app.client.get("/v1/moderation/queue?kind=\(kind)", token: token).expecting(200)
            .json["items"]?.array?.first
    }
}
