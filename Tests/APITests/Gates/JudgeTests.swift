// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// A finding that is without judges, because its authors name them all or for another cause.
@Suite struct JudgeTests {
    private static let orcid = "0000-0002-1694-233X"
    private static let queue = "/v1/moderation/queue?kind=appointment"

    @Test func `authors who name every judge gain nothing: no objection falls, and judges are appointed`()
        async throws
    {
        try await TestApp.run { app in
            let admin = try await app.person("Adam", platform: [.admin]).token
            let fixture = try await Self.namingAll(app)
            let moderator = fixture.data.moderator
            for token in [moderator, admin] {
                let seen = try await app.client.get(fixture.version, token: token)
                #expect(Set(seen.actions).isDisjoint(with: ["accept", "reject", "exception", "lift_party"]))
                #expect(seen.json["vacancy"]?["due_at"]?.string != nil)
                #expect(seen.actions.contains("appoint") == (token == admin))
            }
            let item = try await app.client.get(Self.queue, token: admin).json["items"]?.array?.first
            #expect(item?["waits_for"] == "you" && item?["actions"] == ["appoint"])
            #expect(try await app.client.get(fixture.version, token: fixture.author).json["vacancy"] == .null)

            let confidential = try await app.contestedFlag(on: fixture)
            let personal = try await app.contestedFlag(on: fixture, bytes: 10...20, category: "personal_data")
            // Past the decision, the escalation, and the cap.
            for days in [11, 6, 80, 20] {
                try await app.advanceClock(days: days)
                try await app.until("nothing is due any more") { try await Self.due(app) == 0 }
                let flag = try await app.client.get(confidential, token: fixture.author)
                #expect(flag.json["state"] == "contested", "\(days)")
            }
            #expect(try await app.client.get(personal, token: fixture.author).json["state"] == "contested")
            let clearance = try await app.client.get(fixture.clearancePath, token: fixture.clearer)
            #expect(clearance.json["state"] == "flagged")
            let overdue = try await app.client.get(Self.queue + "&overdue=true", token: admin)
            #expect(overdue.json["total"]?.integer == 1)

            // There is one administrator, a party, who appoints and does not decide.
            #expect(
                try await app.act("uphold", at: confidential, token: admin).status == 403
            )
            let judges = [try await app.person("Jo"), try await app.person("Ji")]
            #expect(try await app.act("uphold", at: confidential, token: judges[0].token).status == 404)
            let partial: JSON = ["person": .string(try await Self.pid(of: admin, app)), "reason": "R."]
            let own = try await app.act("appoint", at: fixture.version, token: admin, partial)
            #expect(own.status == 422)
            for judge in judges {
                _ = try await Self.appoint(judge.person, fixture, admin, app).expecting(200)
            }
            #expect(try await Self.appoint(judges[0].person, fixture, admin, app).status == 409)
            _ = try await app.until("the judges", at: fixture.version, token: admin) {
                $0.json["vacancy"] == .null
            }
            #expect(try await app.client.get(Self.queue, token: admin).json["items"] == [])
            let inbox = try await app.client.get("/v1/me/inbox", token: judges[0].token)
            let kinds = inbox.json["items"]?.array?.compactMap { $0["kind"]?.string } ?? []
            #expect(kinds.contains("finding_version.appoint"), "\(kinds)")

            for (judge, state) in zip(judges, ["contested", "upheld"]) {
                let seen = try await app.client.get(fixture.version, token: judge.token).expecting(200)
                #expect(seen.actions.isSuperset(of: ["accept", "reject", "request_changes"]))
                let voted = try await app.act("uphold", at: confidential, token: judge.token).expecting(200)
                #expect(voted.json["state"]?.string == state)
            }
            // Of this finding alone they are judges.
            let other = try await app.submittedFinding([:], over: fixture.data, by: "Somebody else")
            #expect(try await app.client.get(other.version, token: judges[0].token).status == 404)
        }
    }

    @Test func `where there are two administrators it takes both, and a neutral one frees whom authors name`()
        async throws
    {
        try await TestApp.run { app in
            let named = try await app.person("Adam", platform: [.admin]).token
            let fixture = try await Self.namingAll(app)
            let second = try await app.person("Alma", platform: [.admin]).token
            let judge = try await app.person("Jo")
            // With a neutral administrator the version has one who decides; an objection takes two.
            let flag = try await app.contestedFlag(on: fixture)
            #expect(try await app.client.get(fixture.version, token: named).json["vacancy"] != .null)
            _ = try await Self.appoint(judge.person, fixture, named, app).expecting(200)
            #expect(try await app.client.get(fixture.version, token: judge.token).status == 404)
            #expect(try await Self.appoint(judge.person, fixture, named, app).code == "already_named")
            _ = try await Self.appoint(judge.person, fixture, second, app).expecting(200)
            _ = try await app.until("the judges", at: fixture.version, token: named) {
                $0.json["vacancy"] == .null
            }
            #expect(try await Self.appoint(judge.person, fixture, second, app).code == "judges_present")
            // The neutral administrator judges as a moderator now, the other one does not.
            _ = try await app.act("dismiss", at: flag, token: second).expecting(200)
            #expect(try await app.act("dismiss", at: flag, token: named).status == 403)

            let moderator = try await Self.pid(of: fixture.data.moderator, app)
            let lifted: JSON = ["person": .string(moderator), "reason": "Named to be rid of her."]
            _ = try await app.act("lift_party", at: fixture.version, token: second, lifted).expecting(200)
            let dismissed = try await app.act("dismiss", at: flag, token: fixture.data.moderator)
            #expect(try dismissed.expecting(200).json["state"] == "dismissed")
        }
    }

    @Test func `administrators decide beside moderators who let the time go by`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let admin = try await app.person("Adam", platform: [.admin]).token
            #expect(try await app.act("accept", at: fixture.version, token: admin).code == "role")
            try await app.advanceClock(days: 11)
            let late = try await app.until("the escalation", at: fixture.version, token: admin) {
                $0.gate("moderation") == "escalated"
            }
            #expect(late.actions == ["accept", "reject", "request_changes"])
            let overdue = try await app.client.get("/v1/moderation/queue?overdue=true", token: admin)
            #expect(overdue.json["items"]?.array?.first?["waits_for"] == "you")
            _ = try await app.act("accept", at: fixture.version, token: admin).expecting(200)
        }
    }

    @Test func `whoever is appointed finds their case in the queue, and a token to decide it with`()
        async throws
    {
        try await TestApp.run { app in
            let admin = try await app.person("Adam", platform: [.admin]).token
            let fixture = try await Self.namingAll(app)
            let flag = try await app.contestedFlag(on: fixture)
            // Of another finding, which has its judges, nothing is seen.
            let other = try await app.submittedFinding([:], over: fixture.data, by: "Somebody else")
            _ = try await app.contestedFlag(on: other)
            // Enrolled before anybody could be appointed.
            let usual = Set(Scope.allCases).subtracting([.moderate, .admin])
            let judge = try await app.person("Jo", scopes: usual)
            let queue = "/v1/moderation/queue"
            func token(_ scopes: JSON, from token: String) async throws -> TestResponse {
                try await app.client.post("/v1/tokens", token: token, ["name": "judge", "scopes": scopes])
            }
            let scopes: JSON = ["read", "moderate"]
            #expect(try await token(scopes, from: judge.token).code == "scope")
            _ = try await Self.appoint(judge.person, fixture, admin, app).expecting(200)

            // One that its holder has narrowed does not widen.
            let narrow = try await token(["read", "tokens"], from: judge.token).expecting(201)
            #expect(try await token(scopes, from: narrow.json["token"]?.string ?? "").code == "scope")
            #expect(try await token(["admin"], from: judge.token).code == "scope")
            let made = try await token(scopes, from: judge.token).expecting(201).json["token"]?.string ?? ""

            #expect(try await app.client.get(queue, token: judge.token).code == "scope")
            let waiting = try await app.client.get(queue, token: made).expecting(200)
            let items = waiting.json["items"]?.array ?? []
            #expect(waiting.json["total"]?.integer == Int64(items.count))
            #expect(Set(items.map { $0["kind"]?.string }) == ["finding", "flag"])
            #expect(
                Set(items.compactMap { $0["pid"]?.string }) == [fixture.finding, FlagCarryTests.pid(flag)]
            )
            #expect(items.allSatisfy { $0["waits_for"] == "you" && $0["neutral"] == true })
            #expect(items.first?["authors"] != [])
            _ = try await app.act("uphold", at: flag, token: made).expecting(200)
            _ = try await app.act("accept", at: fixture.version, token: made).expecting(200)
            #expect(try await app.act("accept", at: other.version, token: made).status == 404)
            // Somebody whom nobody has appointed has no queue.
            let nobody = try await app.person("Nora").token
            #expect(try await app.client.get(queue, token: nobody).code == "role")
        }
    }

    // MARK: What happens in several

    /// A submitted version whose authors name everybody with a role on the platform by an ORCID iD.
    private static func namingAll(_ app: TestApp) async throws -> FindingFixture {
        let data = try await app.release()
        try await app.asSuperuser { db in
            try db.execute("UPDATE persons SET orcid = \(orcid) WHERE platform_roles <> '{}'")
        }
        let university = try await app.organisation(.university, "Nordmark University")
        let author = try await app.person("Ada", in: university, as: [.researcher]).token
        let clearer = try await app.person("Clara", in: data.provider, as: [.clearanceOfficer]).token
        _ = try await app.grantAccess(to: data, for: author).expecting(200)
        let finding = try await app.draftFinding([:], over: data, by: author)
        let version = "/v1/findings/\(finding)/versions/1"
        let contributions: JSON = [
            ["name": "All of them", "orcid": .string(orcid), "credit_roles": ["software"]]
        ]
        _ = try await app.client.send(
            "PUT",
            version + "/contributions",
            token: author,
            body: (["contributions": contributions] as JSON).canonical,
            headers: ["If-Match": "*"]
        ).expecting(200)
        let submitted = try await app.submit(version, by: author).expecting(200)
        let clearance = submitted.json["gates"]?["clearances"]?.array?.first?["pid"]?.string ?? ""
        return FindingFixture(
            data: data,
            university: university,
            author: author,
            clearer: clearer,
            finding: finding,
            clearance: clearance
        )
    }

    /// How much there is that the clock has to look at now.
    private static func due(_ app: TestApp) async throws -> Int {
        try await app.asSuperuser { db in
            try db.scalar(
                """
                SELECT (SELECT count(*) FROM flags WHERE due_at <= platform_now())
                    + (SELECT count(*) FROM clearances WHERE due_at <= platform_now())
                    + (SELECT count(*) FROM vacancies WHERE due_at <= platform_now())
                """
            )
        } ?? 0
    }

    private static func appoint(
        _ person: PersonRecord,
        _ fixture: FindingFixture,
        _ token: String,
        _ app: TestApp
    ) async throws -> TestResponse {
        let named: JSON = ["person": .string(person.pid.description), "reason": "All others are named."]
        return try await app.act("appoint", at: fixture.version, token: token, named)
    }

    private static func pid(of token: String, _ app: TestApp) async throws -> String {
        try await app.client.get("/v1/me", token: token).expecting(200).json["pid"]?.string ?? ""
    }
}
