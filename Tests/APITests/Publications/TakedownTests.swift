// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// What judges do against the authors: for good only two of them, alone for ten days and once.
@Suite struct TakedownTests {
    private static func ask(
        _ path: String,
        _ token: String?,
        _ app: TestApp,
        category: JSON = "misconduct"
    ) async throws -> TestResponse {
        let body: JSON = ["category": category, "reason": "The figures were made up."]
        return try await app.act("take_down", at: path, token: token, body)
    }

    @Test func `two neutral judges take a publication down, and one does not`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let path = "/v1/publications/\(pid)"
            let admin = try await app.person("Anna", platform: [.admin]).token
            let first = try await Self.ask(path, fixture.data.moderator, app).expecting(200)
            #expect(first.json == ["votes": 1, "votes_needed": 2, "withdrawn": false])
            let again = try await Self.ask(path, fixture.data.moderator, app)
            #expect(again.status == 409)
            #expect(again.code == "already_voted")
            #expect(try await app.client.get(path).status == 200)
            let takedowns = "/v1/moderation/queue?kind=takedown"
            let queue = try await app.client.get(takedowns, token: admin)
            #expect(queue.json["items"]?.array?.map { $0["pid"]?.string } == [pid])
            let waiting = queue.json["items"]?.array?.first
            #expect(waiting?["waits_for"]?.string == "you" && waiting?["actions"] == ["take_down"])
            let own = try await app.client.get(takedowns, token: fixture.data.moderator).json["items"]?.array
            #expect(own?.map { $0["waits_for"]?.string } == ["moderators"])
            #expect(own?.first?["actions"] == [])

            let second = try await Self.ask(path, admin, app).expecting(200)
            #expect(second.json == ["votes": 2, "votes_needed": 2, "withdrawn": true])
            let gone = try await app.until("the cache", at: path) { $0.status == 410 }
            #expect(gone.json["tombstone"]?["reason"] == ["category": "misconduct"])
            #expect(!gone.text.contains("made up"))
            let version = try await app.client.get(fixture.version, token: fixture.author)
            #expect(version.json["state"] == "withdrawn")
            #expect(try await Self.ask(path, admin, app).code == "wrong_state")
        }
    }

    @Test func `two of two minds, or too far apart, take nothing down`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let path = "/v1/publications/\(pid)"
            let admin = try await app.person("Anna", platform: [.admin]).token
            let third = try await app.person("Mia", platform: [.moderator]).token
            _ = try await Self.ask(path, fixture.data.moderator, app).expecting(200)
            let other = try await Self.ask(path, admin, app, category: "legal").expecting(200)
            #expect(other.json["votes"] == 1)
            try await app.advanceClock(days: Deadlines.takedown)
            let late = try await Self.ask(path, third, app).expecting(200)
            #expect(late.json == ["votes": 1, "votes_needed": 2, "withdrawn": false])
            // Whose voice no longer counts may raise it again.
            #expect(try await Self.ask(path, fixture.data.moderator, app).json["withdrawn"] == true)
        }
    }

    @Test func `nobody takes down or hides what is theirs, or what they have an interest in`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let path = "/v1/publications/\(pid)"
            let partial = try await app.person(
                "Pia",
                in: fixture.data.provider,
                as: [.researcher],
                platform: [.moderator, .admin]
            ).token
            for (token, code) in [
                (fixture.author, "role"), (fixture.clearer, "role"), (partial, "conflict_of_interest"),
            ] {
                #expect(try await Self.ask(path, token, app).code == code)
                #expect(try await app.act("hide", at: path, token: token).code == code)
            }
            #expect(try await app.client.get(path).status == 200)
        }
    }

    @Test func `what waits for its day is not taken down by one either`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding(["release_at": TestApp.day(20)])
            try await app.openGates(of: fixture)
            let pid = try await app.publication(of: fixture, state: "publishable")
            let path = "/v1/publications/\(pid)"
            let admin = try await app.person("Anna", platform: [.admin]).token
            let first = try await Self.ask(path, fixture.data.moderator, app).expecting(200)
            #expect(first.json["withdrawn"] == false)
            #expect(try await app.act("hide", at: path, token: admin).code == "wrong_state")
            #expect(try await Self.ask(path, admin, app).json["withdrawn"] == true)
            let version = try await app.client.get(fixture.version, token: fixture.author)
            #expect(version.json["state"] == "retracted")
        }
    }

    @Test func `the database lets one judge take nothing down, whatever the program says`() async throws {
        try await TestApp.run { app in
            let (_, pid) = try await app.published()
            let (moderator, _) = try await app.person("Mona", platform: [.moderator])
            let opening = try await app.opening(for: moderator.id)
            let error = await #expect(throws: PostgresError.self) {
                try await app.asRole("teahouse_app", opening: opening) { db in
                    try db.execute(
                        """
                        UPDATE publications SET state = 'withdrawn', withdrawn_at = now(), tombstone = '{}'
                        WHERE pid = \(pid)
                        """
                    )
                }
            }
            #expect(error?.constraint == "publications_two_people")
            let forged = await #expect(throws: PostgresError.self) {
                try await app.asRole("teahouse_platform") { db in
                    try db.execute(
                        """
                        INSERT INTO takedown_votes (decision, publication, judge, category)
                        SELECT d.id, p.id, \(moderator.id), 'other' FROM decisions d CROSS JOIN publications p
                        LIMIT 1
                        """
                    )
                }
            }
            #expect(forged?.constraint == "takedown_votes_decided")
        }
    }

    @Test func `one judge hides a publication for ten days, once`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published(["title": "Wear of sprockets"])
            let path = "/v1/publications/\(pid)"
            let hidden = try await app.act("hide", at: path, token: fixture.data.moderator).expecting(200)
            #expect(hidden.json["state"] == "hidden")
            #expect(hidden.json["due_at"] != .null)
            let refused = try await app.until("the cache", at: path) { $0.status == 403 }
            #expect(refused.code == "hidden_for_now")
            #expect(refused.json["hidden_until"] == hidden.json["due_at"])
            for part in ["/files", "/files/result.md", "/formats/citation.bib", "/linkset"] {
                #expect(try await app.client.get(path + part).code == "hidden_for_now", "\(part)")
            }
            #expect(try await app.client.get(path + "/certificate").status == 200)
            #expect(try await app.client.get("/v1/publications").json["items"] == [])
            #expect(try await app.client.get("/v1/search?q=sprockets").json["items"] == [])
            let record = try await app.client.get(
                "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:teahouse.example:\(pid)"
            )
            #expect(!record.text.contains("sprockets"))

            try await app.advanceClock(days: Deadlines.takedown)
            _ = try await app.until("it is shown again", at: path) { $0.status == 200 }
            _ = try await app.until("the search", at: "/v1/search?q=sprockets") {
                $0.json["items"]?.array?.count == 1
            }
            let admin = try await app.person("Anna", platform: [.admin]).token
            for token in [fixture.data.moderator, admin] {
                let twice = try await app.act("hide", at: path, token: token)
                #expect(twice.status == 409)
                #expect(twice.code == "hidden_before")
            }
            #expect(try await app.client.get(path).status == 200)
        }
    }

    @Test func `what is hidden can be withdrawn by its authors and taken down by two`() async throws {
        try await TestApp.run { app in
            let admin = try await app.person("Anna", platform: [.admin]).token
            let (fixture, pid) = try await app.published()
            let (_, other) = try await app.published(["kind": "negative"], over: fixture.data)
            for publication in [pid, other] {
                let path = "/v1/publications/\(publication)"
                _ = try await app.act("hide", at: path, token: fixture.data.moderator).expecting(200)
            }
            try await app.withdraw(pid, by: fixture.author)
            _ = try await app.until("the tombstone", at: "/v1/publications/\(pid)") { $0.status == 410 }
            let path = "/v1/publications/\(other)"
            _ = try await Self.ask(path, fixture.data.moderator, app).expecting(200)
            #expect(try await Self.ask(path, admin, app).json["withdrawn"] == true)
            try await app.advanceClock(days: Deadlines.takedown + 1)
            #expect(try await app.client.get(path).status == 410)
        }
    }
}
