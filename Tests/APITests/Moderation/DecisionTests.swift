// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// `…/versions/{number}/actions/accept`, `request_changes`, `reject` and `exception`.
@Suite struct DecisionTests {
    private static let events = ["accept", "request_changes", "reject", "exception"]

    @Test func `what is screened and accepted is published with a certificate`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            let seen = try await finding.get(as: finding.moderator)
            #expect(Set(seen.actions) == ["accept", "request_changes", "reject"])
            let accepted = try await finding.act(
                "accept",
                as: finding.moderator,
                headers: ["If-Match": seen["etag"] ?? ""]
            )
            #expect(accepted.status == 200)
            #expect(accepted.gate("moderation") == "accepted")
            try await finding.workEnded()
            let published = try await finding.get()
            #expect(published.json["state"]?.string == "published")
            #expect(published.actions == ["new_version"])
            let pid = published.json["publication"]?.string ?? ""
            #expect(try await app.client.get("/v1/publications/\(pid)").status == 200)
            let certificate = try await app.client.get("/v1/publications/\(pid)/certificate")
            #expect(certificate.status == 200)
            #expect(certificate.text.contains(pid))
            #expect(try await finding.act("reject", as: finding.moderator).code == "wrong_state")
            #expect(try await finding.act("retract", as: finding.token).code == "wrong_state")
        }
    }

    @Test func `a decision may come before the screening is done`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            _ = try await finding.submit().expecting(200)
            #expect(try await finding.act("accept", as: finding.moderator).status == 200)
            try await finding.workEnded()
            #expect(try await finding.get().json["state"]?.string == "published")
        }
    }

    @Test(arguments: [("request_changes", "changes_requested"), ("reject", "rejected")])
    func `a version is sent back or turned down`(_ event: String, _ state: String) async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            let decided = try await finding.act(event, as: finding.moderator)
            #expect(decided.status == 200)
            #expect(decided.json["state"]?.string == state)
            #expect(decided.gate("moderation") == state)
            #expect(decided.json["due_at"] == .null)
            #expect(try await finding.act(event, as: finding.moderator).code == "wrong_state")
            let reason: String? = try await app.asSuperuser { db in
                try db.scalar("SELECT reason FROM decisions WHERE event = \(event)")
            }
            #expect(reason == "Looked at.")
            let next = try await finding.nextVersion()
            guard event == "request_changes" else {
                #expect(next.code == "wrong_state")
                return
            }
            #expect(next.status == 201)
            _ = try await finding.submit(version: 2).expecting(200)
            #expect(try await finding.get().json["state"]?.string == "superseded")
        }
    }

    @Test func `a decision has a reason and the present entity tag`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            for event in Self.events {
                #expect(try await finding.act(event, as: finding.moderator, [:]).pointers == ["/reason"])
                let wrong = try await finding.act(event, as: finding.moderator, ["reason": "", "why": 1])
                #expect(wrong.pointers == ["/reason", "/why"])
                #expect(try await finding.act(event, as: finding.moderator, headers: [:]).status == 428)
                let stale = try await finding.act(
                    event,
                    as: finding.moderator,
                    headers: ["If-Match": "\"x\""]
                )
                #expect(stale.status == 412)
                let broken = try await app.client.send(
                    "POST",
                    "\(finding.path())/actions/\(event)",
                    token: finding.moderator,
                    body: [123],
                    headers: ["If-Match": "*"]
                )
                #expect(broken.code == "bad_json")
            }
            #expect(try await finding.get().gate("moderation") == "pending")
        }
    }

    @Test func `only moderators decide`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            let admin = try await app.person("Adam", platform: [.admin]).token
            let narrow = try await app.person("Moritz", platform: [.moderator], scopes: [.read, .findings])
            let stranger = try await app.person("Sten").token
            let unknown = try await app.client.get("/v1/findings/\(unknownFinding)", token: stranger)
            for event in Self.events {
                #expect(try await finding.act(event, as: admin).code == "role")
                #expect(try await finding.act(event, as: finding.token).code == "role")
                #expect(try await finding.act(event, as: narrow.token).code == "scope")
                #expect(try await finding.act(event, as: stranger).isHidden(like: unknown))
            }
            #expect(try await finding.get(as: narrow.token).actions == [])
            #expect(try await finding.get(as: admin).actions == [])
        }
    }

    @Test func `nobody decides on a finding of their own or of their organisation`() async throws {
        try await TestApp.run { app in
            let released = try await app.release()
            let university = try await app.organisation(.university, "Nordmark University")
            let (author, token) = try await app.person(
                "Rita",
                in: university,
                as: [.researcher],
                platform: [.moderator]
            )
            let finding = try await FindingCase.begin(app, by: author, token, of: university)
            try await finding.addParts()
            let used: JSON = ["releases": [["dataset": .string(released.dataset), "sequence": 1]]]
            _ = try await finding.put("releases", used).expecting(200)
            _ = try await app.grantAccess(to: released, for: token).expecting(200)
            _ = try await finding.submit().expecting(200)
            try await finding.workEnded()
            let colleague = try await app.person(
                "Kurt",
                in: university,
                as: [.reviewer],
                platform: [.moderator]
            )
            let provider = try await app.person(
                "Pia",
                in: released.provider,
                as: [.dataOfficer],
                platform: [.moderator]
            )
            for partial in [token, colleague.token, provider.token] {
                for event in Self.events {
                    let refused = try await finding.act(event, as: partial)
                    #expect(refused.status == 403)
                    #expect(refused.code == "conflict_of_interest")
                }
                let seen = try await finding.get(as: partial)
                #expect(Set(seen.actions).isDisjoint(with: Self.events))
            }
            #expect(try await finding.get().gate("moderation") == "pending")
            #expect(try await finding.act("accept", as: finding.moderator).status == 200)
            // The provider has not said anything yet.
            #expect(try await finding.get().json["state"]?.string == "submitted")
        }
    }

    @Test func `the organisation that posed the problem is a party to its findings`() async throws {
        try await TestApp.run { app in
            let enterprise = try await app.organisation(.enterprise, "Hafenwerk")
            let owner = try await app.person("Olga", in: enterprise, as: [.problemOwner]).token
            let neutral = try await app.person("Mona", platform: [.moderator]).token
            let posed = try await app.client.post(
                "/v1/problems",
                token: owner,
                [
                    "organisation": .string(enterprise.pid.description), "title": "How do pumps wear?",
                    "statement": "Estimate it.", "visibility": "public", "deadline": "2100-01-01T00:00:00Z",
                ]
            ).expecting(201)
            let problem = posed.json["pid"]?.string ?? ""
            let path = "/v1/problems/\(problem)/actions"
            let match = ["If-Match": "*"]
            _ = try await app.client.post("\(path)/submit", token: owner, headers: match).expecting(200)
            _ = try await app.client.post(
                "\(path)/approve",
                token: neutral,
                ["reason": "Clear."],
                headers: match
            ).expecting(200)
            let finding = try await FindingCase.complete(app, ["problem": .string(problem)])
            _ = try await finding.submit().expecting(200)
            try await finding.workEnded()
            let partial = try await app.person(
                "Pia",
                in: enterprise,
                as: [.reviewer],
                platform: [.moderator]
            ).token
            #expect(try await finding.act("accept", as: partial).code == "conflict_of_interest")
            #expect(try await finding.act("accept", as: neutral).status == 200)
            try await finding.workEnded()
            let published = try await finding.get()
            #expect(published.json["state"]?.string == "published")
            #expect(published.json["problem"]?.string == problem)
        }
    }

    @Test func `what is accepted under an embargo is certified and not public yet`() async throws {
        try await TestApp.run { app in
            let day: String? = try await app.asSuperuser { db in
                try db.scalar("SELECT rfc3339(platform_now() + interval '30 days')")
            }
            let finding = try await FindingCase.complete(app, ["release_at": .string(day ?? "")])
            _ = try await finding.submit().expecting(200)
            _ = try await finding.act("accept", as: finding.moderator).expecting(200)
            try await finding.workEnded()
            let version = try await finding.get()
            #expect(version.json["state"]?.string == "publishable")
            #expect(version.json["due_at"]?.string == day)
            #expect(version.actions == [])
            let publication = version.json["publication"]?.string ?? ""
            #expect(try await app.client.get("/v1/publications/\(publication)").status == 404)
            #expect(try await app.client.get("/v1/publications/\(publication)/certificate").status == 404)
            #expect(try await finding.act("retract", as: finding.token).code == "wrong_state")
            #expect(try await finding.nextVersion().code == "wrong_state")
        }
    }

    @Test func `a repeated decision with a key is one decision`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app)
            let etag = try await finding.get(as: finding.moderator)["etag"] ?? ""
            let headers = ["If-Match": etag, "Idempotency-Key": "once"]
            let first = try await finding.act("request_changes", as: finding.moderator, headers: headers)
            let second = try await finding.act("request_changes", as: finding.moderator, headers: headers)
            #expect(first.status == 200)
            #expect(second.body == first.body)
            let other = try await finding.act("reject", as: finding.moderator, headers: headers)
            #expect(other.code == "idempotency_key_reused")
            let count: Int? = try await app.asSuperuser { db in
                try db.scalar("SELECT count(*) FROM decisions WHERE object = 'finding_version'")
            }
            #expect(count == 1)
        }
    }
}
