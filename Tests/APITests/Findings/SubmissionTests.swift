// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Jobs
import Postgres
import Store
import TestSupport
import Testing

/// `…/versions/{number}/actions/submit`.
@Suite struct SubmissionTests {
    @Test func `a version that gives way leaves an event, an entry of the log and a notice`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let begun = "/v1/findings/\(fixture.finding)/versions"
            _ = try await app.client.post(begun, token: fixture.author).expecting(201)
            _ = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            let (audit, log) = try await app.asSuperuser { db in
                (
                    try db.scalars(
                        """
                        SELECT action || ' ' || actor_kind FROM audit_events
                        WHERE subject = \("\(fixture.finding)/1") AND action = 'supersede'
                        """
                    ) as [String],
                    try db.scalars(
                        """
                        SELECT e.body::json ->> 'kind'
                        FROM log_openings o JOIN log_entries e ON e.id = o.entry
                        WHERE o.opening::json ->> 'subject' = \("\(fixture.finding)/1") ORDER BY e.id
                        """
                    ) as [String]
                )
            }
            #expect(audit == ["supersede person"])
            #expect(log.contains("supersede"))
            try await app.notify { notifier in
                while try await app.undelivered() > 0 { _ = try await notifier.deliver() }
            }
            let inbox = try await app.client.get("/v1/me/inbox", token: fixture.clearer)
            let kinds = inbox.json["items"]?.array?.compactMap { $0["kind"]?.string } ?? []
            #expect(kinds.contains("finding_version.supersede"))
        }
    }

    @Test func `a complete draft goes before the gates`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let etag = try await finding.get()["etag"] ?? ""
            #expect(try await finding.submit(headers: [:]).status == 428)
            #expect(try await finding.submit(headers: ["If-Match": "\"x\""]).status == 412)
            let submitted = try await finding.submit(headers: ["If-Match": etag])
            #expect(submitted.status == 200)
            #expect(submitted.json["state"]?.string == "submitted")
            #expect(submitted.gate("screening") == "pending")
            #expect(submitted.gate("moderation") == "pending")
            #expect(submitted.json["gates"]?["clearances"]?.array == [])
            #expect(submitted.json["due_at"]?.string != nil)
            #expect(submitted.json["gates"]?["moderation"]?["due_at"]?.string != nil)
            #expect(submitted.actions == ["new_version", "retract"])
            #expect(try await finding.submit(headers: ["If-Match": etag]).status == 412)
            #expect(try await finding.submit().code == "wrong_state")
            let seen = try await app.client.get("/v1/findings/\(finding.pid)", token: finding.moderator)
            #expect(seen.status == 200)
            let admin = try await app.person("Adam", platform: [.admin]).token
            #expect(try await finding.get(as: admin).status == 200)
            let stranger = try await app.person("Sten", in: finding.university, as: [.owner]).token
            #expect(try await finding.get(as: stranger).status == 404)
        }
    }

    @Test func `a repeated submission with a key is one submission`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let headers = ["If-Match": try await finding.get()["etag"] ?? "", "Idempotency-Key": "once"]
            let first = try await finding.submit(headers: headers)
            let second = try await finding.submit(headers: headers)
            #expect(first.status == 200)
            #expect(second.status == 200)
            #expect(second.body == first.body)
            #expect(second["etag"] == first["etag"])
            let other = try await finding.act(
                "retract",
                as: finding.token,
                ["reason": "Another request."],
                headers: headers
            )
            #expect(other.status == 422)
            #expect(other.code == "idempotency_key_reused")
            let screenings: Int? = try await app.asSuperuser { db in
                try db.scalar("SELECT count(*) FROM jobs WHERE kind = 'screen_version'")
            }
            #expect(screenings == 1)
        }
    }

    @Test func `a submission has a file and a contributor`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            #expect(try await finding.submit().code == "incomplete")
            _ = try await finding.upload([65], as: "a.txt", type: "text/plain").expecting(201)
            #expect(try await finding.submit().code == "incomplete")
            let body: JSON = ["contributions": [FindingCase.contribution]]
            _ = try await finding.put("contributions", body).expecting(200)
            #expect(try await finding.submit().status == 200)
        }
    }

    @Test func `every release used was granted to an author`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let released = try await app.release()
            let used: JSON = ["releases": [["dataset": .string(released.dataset), "sequence": 1]]]
            _ = try await finding.put("releases", used).expecting(200)
            let refused = try await finding.submit()
            #expect(refused.status == 403)
            #expect(refused.code == "no_access")
            #expect(try await finding.get().json["state"]?.string == "draft")
            _ = try await app.grantAccess(to: released, for: finding.token).expecting(200)
            let submitted = try await finding.submit()
            #expect(submitted.status == 200)
            let clearances = submitted.json["gates"]?["clearances"]?.array ?? []
            #expect(clearances.map { $0["organisation"]?.string } == [released.provider.pid.description])
            #expect(clearances.map { $0["state"]?.string } == ["pending"])
            // What the provider has to clear, its officers see, and nobody else of it.
            let officer = try await app.person("Carl", in: released.provider, as: [.clearanceOfficer]).token
            #expect(try await finding.get(as: officer).status == 200)
            #expect(try await finding.get(as: released.officer).status == 404)
        }
    }

    @Test func `only authors with a token for findings submit`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let reader = try await app.person("Rike", in: finding.university, scopes: [.read]).token
            #expect(try await finding.act("submit", as: reader, [:]).code == "scope")
            let other = try await app.person("Olaf", in: finding.university, as: [.researcher]).token
            #expect(try await finding.act("submit", as: other, [:]).status == 404)
            _ = try await finding.submit().expecting(200)
            #expect(try await finding.act("submit", as: finding.moderator, [:]).code == "role")
            #expect(try await finding.act("publish", as: finding.token, [:]).status == 404)
        }
    }

    @Test func `naming one of the provider's people as an author does not spare its clearance`() async throws
    {
        try await TestApp.run { app in
            let finding = try await FindingCase.complete(app)
            let released = try await app.release()
            let used: JSON = ["releases": [["dataset": .string(released.dataset), "sequence": 1]]]
            _ = try await finding.put("releases", used).expecting(200)
            _ = try await app.grantAccess(to: released, for: finding.token).expecting(200)
            let person = try await app.person("Pia", in: released.provider, as: [.researcher])
            try await app.addAuthor(person, to: finding.pid, by: finding.token)
            let submitted = try await finding.submit()
            let clearances = submitted.json["gates"]?["clearances"]?.array ?? []
            #expect(clearances.map { $0["organisation"]?.string } == [released.provider.pid.description])
        }
    }
}
