// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import TestSupport
import Testing

/// A rejected version and its one appeal.
@Suite struct AppealTests {
    @Test func `a screening that came too early for a rejected version is made up for by the appeal`()
        async throws
    {
        try await TestApp.run(own: true) { app in
            try await app.asSuperuser { db in
                _ = try db.execute("ALTER TABLE jobs ALTER run_at SET DEFAULT 'infinity'")
            }
            let data = try await app.release()
            let fixture = try await app.submittedFinding(over: data)
            let (first, second) = (
                try await app.person("Mo", platform: [.moderator]).token,
                try await app.person("Ma", platform: [.moderator]).token
            )
            _ = try await app.act("reject", at: fixture.version, token: first).expecting(200)
            try await app.asSuperuser { db in
                _ = try db.execute("ALTER TABLE jobs ALTER run_at SET DEFAULT clock_timestamp()")
                _ = try db.execute("UPDATE jobs SET run_at = clock_timestamp() WHERE state = 'ready'")
                _ = try db.query("SELECT pg_notify('jobs', '')")
            }
            try await app.until("the end of the screening") {
                try await app.asSuperuser { db in
                    try db.scalar(
                        "SELECT count(*) FROM jobs WHERE kind = 'screen_version' AND state = 'done'"
                    )
                } == 1
            }
            _ = try await app.act("appeal", at: fixture.version, token: fixture.author).expecting(200)
            _ = try await app.until("the screening", at: fixture.version, token: fixture.author) {
                $0.json["gates"]?["screening"]?["state"] == "passed"
            }
            _ = try await app.act("accept", at: fixture.version, token: second).expecting(200)
        }
    }

    @Test func `another moderator decides on an appeal, and there is one`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let first = try await app.person("Mo", platform: [.moderator]).token
            let second = try await app.person("Ma", platform: [.moderator]).token
            #expect(try await app.act("appeal", at: fixture.version, token: fixture.author).status == 409)
            _ = try await app.act("reject", at: fixture.version, token: first).expecting(200)
            #expect(try await app.act("appeal", at: fixture.version, token: first).status == 403)
            #expect(
                try await app.act("appeal", at: fixture.version, token: fixture.author, [:]).status == 422
            )
            let appealed = try await app.act("appeal", at: fixture.version, token: fixture.author).expecting(
                200
            )
            #expect(appealed.json["state"] == "submitted")
            #expect(appealed.json["gates"]?["moderation"]?["state"] == "pending")
            #expect(appealed.json["gates"]?["moderation"]?["due_at"]?.string != nil)
            #expect(appealed.json["due_at"]?.string != nil)

            #expect(try await app.client.get(fixture.version, token: first).actions == [])
            #expect(try await app.client.get(fixture.version, token: second).actions == ["accept", "reject"])
            for decision in ["accept", "reject", "request_changes"] {
                let same = try await app.act(decision, at: fixture.version, token: first)
                #expect(same.status == 403)
                #expect(same.code == "same_moderator")
            }
            _ = try await app.act("reject", at: fixture.version, token: second).expecting(200)
            try await app.letAskAgain(fixture.finding)
            let again = try await app.act("appeal", at: fixture.version, token: fixture.author)
            #expect(again.status == 409)
            #expect(again.code == "appealed")
        }
    }

    @Test func `there is no appeal while an upheld objection stands`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.contestedFlag(on: fixture)
            var judges: [String] = []
            for name in ["Mo", "Ma", "Mia"] {
                judges.append(try await app.person(name, platform: [.moderator]).token)
            }
            _ = try await app.act("reject", at: fixture.version, token: judges[0]).expecting(200)
            _ = try await app.act("uphold", at: flag, token: judges[1]).expecting(200)
            let upheld = try await app.act("uphold", at: flag, token: judges[2]).expecting(200)
            #expect(upheld.json["state"] == "upheld")
            let refused = try await app.act("appeal", at: fixture.version, token: fixture.author)
            #expect(refused.code == "objection_upheld")
            #expect(
                try await app.client.get(fixture.version, token: fixture.author).json["state"] == "rejected"
            )
        }
    }

    @Test func `against a request for changes too another moderator accepts or rejects`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let (first, second) = (
                try await app.person("Mo", platform: [.moderator]).token,
                try await app.person("Ma", platform: [.moderator]).token
            )
            _ = try await app.act("request_changes", at: fixture.version, token: first).expecting(200)
            let seen = try await app.client.get(fixture.version, token: fixture.author)
            #expect(seen.actions.contains("appeal"))
            _ = try await app.act("appeal", at: fixture.version, token: fixture.author).expecting(200)
            #expect(try await app.act("accept", at: fixture.version, token: first).code == "same_moderator")
            let again = try await app.act("request_changes", at: fixture.version, token: second)
            #expect(again.code == "requests_spent")
            _ = try await app.act("accept", at: fixture.version, token: second).expecting(200)
        }
    }

    @Test func `changes are asked for twice of a finding, by whomever`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            for number in 1...3 {
                if number > 1 {
                    try await ScopeTests.follow(fixture, app, after: number - 1)
                    _ = try await app.submit(fixture.version(number), by: fixture.author).expecting(200)
                }
                let judge = try await app.person("Mo", platform: [.moderator]).token
                let asked = try await app.act("request_changes", at: fixture.version(number), token: judge)
                #expect(number < 3 ? asked.status == 200 : asked.code == "requests_spent")
            }
        }
    }

    @Test func `a version that needs changes for another cause has no appeal`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.submitted(app, text: "Ask rita@nordmark.example.org.\n")
            try await app.advanceClock(days: 31)
            let back = try await app.until("the clock", at: finding.path(), token: finding.token) {
                $0.json["state"]?.string == "changes_requested"
            }
            #expect(back.gate("screening") == "lapsed")
            #expect(!back.actions.contains("appeal"))
            #expect(try await finding.act("appeal", as: finding.token).code == "wrong_state")
        }
    }

    @Test func `a version that is accepted on appeal is published`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let first = try await app.person("Mo", platform: [.moderator]).token
            _ = try await app.act("reject", at: fixture.version, token: first).expecting(200)
            _ = try await app.act("appeal", at: fixture.version, token: fixture.author).expecting(200)
            try await app.openGates(of: fixture)
            _ = try await app.publication(of: fixture, state: "published")
        }
    }

    @Test func `the database lets nothing come back without an appeal`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let first = try await app.person("Mo", platform: [.moderator]).token
            _ = try await app.act("reject", at: fixture.version, token: first).expecting(200)
            let refused = await #expect(throws: PostgresError.self) {
                try await app.asSuperuser { db in
                    try db.execute(
                        """
                        UPDATE finding_versions SET state = 'submitted', due_at = now()
                        WHERE state = 'rejected'
                        """
                    )
                }
            }
            #expect(refused?.constraint == "finding_versions_appeal")
        }
    }
}
