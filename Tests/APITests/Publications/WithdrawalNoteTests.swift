// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// What authors add in words to a withdrawal passes a machine and a moderator before anybody else reads it.
@Suite struct WithdrawalNoteTests {
    private static let harmless = "The second table was of another year."

    /// A publication that was withdrawn with a note, and the note once it was screened.
    private static func withdrawn(_ note: String, _ app: TestApp) async throws -> (
        fixture: FindingFixture, path: String, note: TestResponse
    ) {
        let (fixture, pid) = try await app.published()
        let path = "/v1/publications/\(pid)"
        let body: JSON = ["category": "error", "note": .string(note)]
        let made = try await app.act("withdraw", at: path, token: fixture.author, body).expecting(200)
        #expect(!made.text.contains(note))
        let screened = try await app.until("the screening", at: path + "/note", token: fixture.author) {
            $0.json["state"] != "screening"
        }
        return (fixture, path, screened)
    }

    /// What everybody reads of a publication that was withdrawn.
    private static func publicSide(_ path: String, _ app: TestApp) async throws -> TestResponse {
        try await app.until("the tombstone", at: path) { $0.status == 410 }
    }

    @Test func `a note is seen once a neutral moderator let it, and signed by nobody`() async throws {
        try await TestApp.run { app in
            let (fixture, path, note) = try await Self.withdrawn(Self.harmless, app)
            #expect(note.json["state"] == "waiting")
            #expect(note.json["text"]?.string == Self.harmless)
            #expect(try await Self.publicSide(path, app).json["note"] == nil)
            let stranger = try await app.person("Sten").token
            for token in [stranger, fixture.clearer] {
                #expect(try await app.client.get(path + "/note", token: token).status == 404)
            }
            let moderator = fixture.data.moderator
            let queue = try await app.client.get("/v1/moderation/queue?kind=note", token: moderator)
            #expect(queue.json["items"]?.array?.first?["title"]?.string == Self.harmless)
            #expect(queue.json["items"]?.array?.first?["actions"] == ["allow", "refuse"])
            #expect(try await app.act("allow", at: path + "/note", token: fixture.author).code == "role")

            let allowed = try await app.act("allow", at: path + "/note", token: moderator).expecting(200)
            #expect(allowed.json["state"] == "shown")
            let gone = try await app.until("the note", at: path) { $0.json["note"] != nil }
            #expect(gone.json["note"]?.string == Self.harmless)
            #expect(gone.json["tombstone"]?["reason"] == ["category": "error"])
            let revocation = try await app.client.get(path + "/revocation")
            #expect(!revocation.text.contains("another year"))
            #expect(try await app.act("refuse", at: path + "/note", token: moderator).code == "wrong_state")
            let logged: Int64? = try await app.asSuperuser { db in
                try db.scalar(
                    "SELECT count(*) FROM log_entries WHERE body::jsonb ->> 'kind' = 'withdrawal_note'"
                )
            }
            #expect(logged == 1)
        }
    }

    @Test(arguments: ["Ask anna.maria@example.com for it.", "Paid to DE89 3704 0044 0532 0130 00."])
    func `what screening stops in a finding it stops in a note`(_ text: String) async throws {
        try await TestApp.run { app in
            let (fixture, path, note) = try await Self.withdrawn(text, app)
            #expect(note.json["state"] == "refused")
            #expect(note.json["cause"] == "Screening: direct_identifier.")
            let moderator = fixture.data.moderator
            #expect(try await app.act("allow", at: path + "/note", token: moderator).code == "wrong_state")
            #expect(try await Self.publicSide(path, app).json["note"] == nil)
        }
    }

    @Test func `a passage that had to go does not come back as a note`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.raise(on: fixture).expecting(201)
            _ = try await app.act("concede", at: flag["location"] ?? "", token: fixture.author).expecting(200)
            let begun = "/v1/findings/\(fixture.finding)/versions"
            _ = try await app.client.post(begun, token: fixture.author).expecting(201)
            let second = fixture.version(2)
            _ = try await app.put("Pumps wear.\n", as: "result.md", into: second, by: fixture.author)
            _ = try await app.submit(second, by: fixture.author).expecting(200)
            let screened = try await app.until("the screening", at: second, token: fixture.author) {
                $0.json["gates"]?["screening"]?["state"] == "passed"
            }
            _ = try await app.act("accept", at: second, token: fixture.data.moderator).expecting(200)
            for clearance in screened.json["gates"]?["clearances"]?.array ?? []
            where clearance["state"] == "pending" {
                let path = "/v1/clearances/\(clearance["pid"]?.string ?? "")"
                _ = try await app.act("no_objection", at: path, token: fixture.clearer).expecting(200)
            }
            let done = try await app.until("the publication", at: second, token: fixture.author) {
                $0.json["state"] == "published"
            }
            let path = "/v1/publications/\(done.json["publication"]?.string ?? "")"
            let body: JSON = ["category": "error", "note": "It was 41 million."]
            _ = try await app.act("withdraw", at: path, token: fixture.author, body).expecting(200)
            let note = try await app.until("the screening", at: path + "/note", token: fixture.author) {
                $0.json["state"] != "screening"
            }
            #expect(note.json["cause"] == "Screening: flagged_passage.")
        }
    }

    @Test func `a note that nobody let in ten days is never seen`() async throws {
        try await TestApp.run { app in
            let (fixture, path, _) = try await Self.withdrawn(Self.harmless, app)
            try await app.advanceClock(days: Deadlines.withdrawalNote)
            let late = try await app.until("the lapse", at: path + "/note", token: fixture.author) {
                $0.json["state"] == "lapsed"
            }
            #expect(late.json["due_at"] == .null)
            let moderator = fixture.data.moderator
            #expect(try await app.act("allow", at: path + "/note", token: moderator).code == "wrong_state")
            #expect(try await Self.publicSide(path, app).json["note"] == nil)
        }
    }

    @Test func `a moderator with an interest lets no note, nor does the program alone`() async throws {
        try await TestApp.run { app in
            let (fixture, path, _) = try await Self.withdrawn(Self.harmless, app)
            let partial = try await app.person(
                "Pia",
                in: fixture.data.provider,
                as: [.researcher],
                platform: [.moderator]
            ).token
            let refused = try await app.act("allow", at: path + "/note", token: partial)
            #expect(refused.code == "conflict_of_interest")
            let error = await #expect(throws: PostgresError.self) {
                try await app.asRole("teahouse_platform") { db in
                    try db.execute("UPDATE withdrawal_notes SET state = 'shown', due_at = NULL")
                }
            }
            #expect(error?.constraint == "withdrawal_notes_decided")
            let kept = try await app.act("refuse", at: path + "/note", token: fixture.data.moderator)
            #expect(kept.json["state"] == "refused")
            let seen = try await app.client.get(path + "/note", token: fixture.author)
            #expect(seen.json["cause"] == "Looked at.")
        }
    }

    @Test func `nothing is noted on what never was public`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding(["release_at": TestApp.day(20)])
            try await app.openGates(of: fixture)
            let pid = try await app.publication(of: fixture, state: "publishable")
            let path = "/v1/publications/\(pid)"
            let body: JSON = ["category": "error", "note": .string(Self.harmless)]
            let refused = try await app.act("withdraw", at: path, token: fixture.author, body)
            #expect(refused.status == 422)
            #expect(refused.pointers == ["/note"])
            let version = try await app.client.get(fixture.version, token: fixture.author)
            #expect(version.json["state"] == "publishable")
        }
    }
}
