// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Server
import TestSupport
import Testing

/// What had to go from one finding, and stands in another.
@Suite struct ForeignPassageTests {
    private static let passage = "The price was 41 million."
    private static let rewritten = "# Cost\n\nthe **price**  was 41 million\n"

    @Test func `what was upheld by vote stands in no other finding, but by the word of two`() async throws {
        try await TestApp.run { app in
            let flag = try await Self.upheld(try await app.submittedFinding(), app)
            let other = try await FindingCase.submitted(app, text: Self.rewritten)
            #expect(try await other.get().gate("screening") == "failed")
            let item = try await other.report().json["items"]?.array?.first
            #expect(item?["rule"] == "foreign_passage" && item?["severity"] == "fail")
            #expect(item?["line"] == .integer(3))
            let detail = item?["detail"]?.string ?? ""
            let pid = String(flag.split(separator: "/").last ?? "?")
            // Its digits come as they come.
            #expect(
                detail.contains(pid) && !detail.replacing(pid, with: "").contains("41"),
                "\(detail)"
            )

            let first = try await other.act("exception", as: other.moderator).expecting(200)
            #expect(first.gate("screening") == "failed")
            #expect(try await other.act("exception", as: other.moderator).code == "already_voted")
            let (second, third) = (try await Self.judge(app), try await Self.judge(app))
            let done = try await other.act("exception", as: second).expecting(200)
            #expect(done.gate("screening") == "excepted")
            _ = try await other.act("accept", as: third).expecting(200)
            let published = try await app.until("the publication", at: other.path(), token: other.token) {
                $0.json["state"] == "published"
            }

            // Nor does it come back as the note of a withdrawal, which no gate has seen.
            let path = "/v1/publications/\(published.json["publication"]?.string ?? "")"
            let body: JSON = ["category": "error", "note": "It said: the PRICE was 41 million!"]
            _ = try await app.act("withdraw", at: path, token: other.token, body).expecting(200)
            let note = try await app.until("the screening", at: path + "/note", token: other.token) {
                $0.json["state"] != "screening"
            }
            #expect(note.json["cause"] == "Screening: foreign_passage.", "\(note.text)")
        }
    }

    @Test func `what comes near it waits for a judge, and what is under five words counts as it is`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            try await Self.upheld(fixture, app, [32...56, 0...13])
            let near = try await FindingCase.submitted(app, text: "Forty was the price, million 41.\n")
            #expect(try await near.get().gate("screening") == "doubtful")
            let detail = try await near.report().json["items"]?.array?.first?["detail"]?.string ?? ""
            #expect(detail.contains("million 41") && !detail.contains("it was:"), "\(detail)")
            _ = try await near.act("gone", as: near.moderator).expecting(200)
            _ = try await near.act("accept", as: try await Self.judge(app)).expecting(200)
            _ = try await app.until("the publication", at: near.path(), token: near.token) {
                $0.json["state"] == "published"
            }
            // “Pumps in the n”, which is four words.
            let short = try await FindingCase.submitted(app, text: "North, in the pumps.\n")
            #expect(try await short.get().gate("screening") == "passed")
            let same = try await FindingCase.submitted(app, text: "The PUMPS in the north.\n")
            #expect(try await same.get().gate("screening") == "failed")
        }
    }

    @Test func `what was conceded binds only findings of the same people`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let raised = try await app.raise(on: fixture, bytes: 32...56).expecting(201)
            let flag = raised["location"] ?? ""
            _ = try await app.act("concede", at: flag, token: fixture.author).expecting(200)
            let others = try await FindingCase.submitted(app, text: Self.rewritten)
            #expect(try await others.get().gate("screening") == "passed")
            let own = try await app.draftFinding([:], over: fixture.data, by: fixture.author)
            let path = "/v1/findings/\(own)/versions/1"
            _ = try await app.submit(path, by: fixture.author).expecting(200)
            let screened = try await app.until("the screening", at: path, token: fixture.author) {
                $0.gate("screening") != "pending"
            }
            #expect(screened.gate("screening") == "failed")

            // Taken back, it binds nobody.
            _ = try await app.act("retract", at: flag, token: fixture.clearer).expecting(200)
            let later = try await app.draftFinding([:], over: fixture.data, by: fixture.author)
            let laterPath = "/v1/findings/\(later)/versions/1"
            _ = try await app.submit(laterPath, by: fixture.author).expecting(200)
            let passed = try await app.until("the screening", at: laterPath, token: fixture.author) {
                $0.gate("screening") != "pending"
            }
            #expect(passed.gate("screening") == "passed")
        }
    }

    @Test func `what had to go after the screening is found before the certificate is made`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let twin = try await FindingCase.submitted(app, text: Self.rewritten)
            #expect(try await twin.get().gate("screening") == "passed")
            try await Self.upheld(fixture, app)
            _ = try await twin.act("accept", as: twin.moderator).expecting(200)
            let caught = try await app.until("the screening", at: twin.path(), token: twin.token) {
                $0.gate("screening") == "failed"
            }
            #expect(caught.json["state"] == "submitted")
            #expect(try await twin.report().json["items"]?.array?.map { $0["rule"] } == ["foreign_passage"])
        }
    }

    @Test func `what is under embargo and has what had to go meanwhile is taken back`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let twins = [Self.rewritten, "# Cost\n\nIt was cheap.\n"]
            var waiting: [FindingCase] = []
            for text in twins {
                let twin = try await FindingCase.begin(app, ["release_at": TestApp.day(20)])
                try await twin.addParts(text: text)
                _ = try await twin.submit().expecting(200)
                try await twin.workEnded()
                _ = try await twin.act("accept", as: twin.moderator).expecting(200)
                _ = try await app.until("the embargo", at: twin.path(), token: twin.token) {
                    $0.json["state"] == "publishable"
                }
                waiting.append(twin)
            }
            try await Self.upheld(fixture, app)
            let back = try await app.until("the end", at: waiting[0].path(), token: waiting[0].token) {
                $0.json["state"] == "changes_requested"
            }
            let path = "/v1/publications/\(back.json["publication"]?.string ?? "")"
            #expect(try await app.client.get(path).status == 404)
            #expect(try await app.client.get(path + "/certificate").status == 404)
            #expect(try await waiting[1].get().json["state"] == "publishable")
            _ = try await app.until("the notice", at: "/v1/me/inbox", token: waiting[0].token) {
                ($0.json["items"]?.array ?? []).contains { $0["kind"] == "finding_version.request_changes" }
            }
            // It is no appeal's: nobody has judged it, and the passage is what has to go.
            #expect(try await waiting[0].act("appeal", as: waiting[0].token).status == 409)
            _ = try await waiting[0].nextVersion().expecting(201)
        }
    }

    @Test func `what is under embargo is compared once more on its day`() async throws {
        try await TestApp.run(own: true) { app in
            let fixture = try await app.submittedFinding()
            var waiting: [FindingCase] = []
            for text in [Self.rewritten, "# Cost\n\nIt was cheap.\n"] {
                let twin = try await FindingCase.begin(app, ["release_at": TestApp.day(20)])
                try await twin.addParts(text: text)
                _ = try await twin.submit().expecting(200)
                try await twin.workEnded()
                _ = try await twin.act("accept", as: twin.moderator).expecting(200)
                _ = try await app.until("the embargo", at: twin.path(), token: twin.token) {
                    $0.json["state"] == "publishable"
                }
                try await twin.workEnded()
                waiting.append(twin)
            }
            // As if nobody had compared it when the passage began to bind.
            try await app.asSuperuser { db in
                try db.execute("ALTER TABLE flags DISABLE TRIGGER flags_compare_embargoed")
            }
            try await Self.upheld(fixture, app)
            #expect(try await waiting[0].get().json["state"] == "publishable")
            try await app.advanceClock(days: 21)
            for (twin, state) in zip(waiting, ["changes_requested", "published"]) {
                _ = try await app.until("the day", at: twin.path(), token: twin.token) {
                    $0.json["state"]?.string == state
                }
            }
        }
    }

    @Test func `what can no longer be compared counts as if it stood`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let earlier = try await FindingCase.submitted(app, text: "# Cost\n\nIt was cheap.\n")
            let embargoed = try await FindingCase.begin(app, ["release_at": TestApp.day(20)])
            try await embargoed.addParts(text: "# Cost\n\nIt was dear.\n")
            _ = try await embargoed.submit().expecting(200)
            try await embargoed.workEnded()
            _ = try await embargoed.act("accept", as: embargoed.moderator).expecting(200)
            _ = try await app.until("the embargo", at: embargoed.path(), token: embargoed.token) {
                $0.json["state"] == "publishable"
            }
            let hex = try await app.digest(in: fixture).string?.split(separator: ":").last ?? ""
            let file = "\(app.state.files)/sha256/\(hex.prefix(2))/\(hex)"
            let whole = try Data(contentsOf: URL(filePath: file))
            try await Self.upheld(fixture, app)
            // Its words are kept by now, which is not all that is looked for.
            try await embargoed.workEnded()
            try FileManager.default.removeItem(atPath: file)
            let gone = try await FindingCase.submitted(app, text: "# Cost\n\nIt was nothing.\n")
            // No more what was flagged than one that is gone.
            try whole.prefix(40).write(to: URL(filePath: file))
            let cut = try await FindingCase.submitted(app, text: "# Cost\n\nIt was little.\n")
            for other in [gone, cut] {
                #expect(try await other.get().gate("screening") == "failed")
                let items = try await other.report().json["items"]?.array ?? []
                #expect(items.map { $0["rule"] } == ["not_compared"])
                #expect(items.first?["severity"] == "fail")
            }
            // What was screened before is not certified either, and what waits for its day waits on.
            _ = try await earlier.act("accept", as: earlier.moderator).expecting(200)
            _ = try await app.until("the screening", at: earlier.path(), token: earlier.token) {
                $0.gate("screening") == "failed"
            }
            try await app.advanceClock(days: 21)
            try await app.until("an attempt that failed") {
                try await app.asSuperuser { db in
                    try db.scalar(
                        """
                        SELECT EXISTS (
                            SELECT FROM jobs WHERE kind = 'compare_embargoed' AND state = 'ready' AND attempt > 0
                        )
                        """
                    ) == true
                }
            }
            #expect(try await embargoed.get().json["state"] == "publishable")

            // The way out: two people's word, or the file.
            _ = try await gone.act("exception", as: gone.moderator).expecting(200)
            let second = try await Self.judge(app)
            #expect(try await gone.act("exception", as: second).gate("screening") == "excepted")
            _ = try await gone.act("accept", as: try await Self.judge(app)).expecting(200)
            _ = try await app.until("the publication", at: gone.path(), token: gone.token) {
                $0.json["state"] == "published"
            }
            try whole.write(to: URL(filePath: file))
            let clean = try await FindingCase.submitted(app, text: "# Cost\n\nIt was something.\n")
            #expect(try await clean.get().gate("screening") == "passed")
        }
    }

    // MARK: What happens in several

    private static func judge(_ app: TestApp) async throws -> String {
        try await app.person("Mara", platform: [.moderator]).token
    }

    /// Objects to passages of a fixture's file and has two moderators uphold them; where the first flag is.
    @discardableResult
    private static func upheld(
        _ fixture: FindingFixture,
        _ app: TestApp,
        _ passages: [ClosedRange<Int>] = [32...56]
    ) async throws -> String {
        var flags: [String] = []
        for bytes in passages { flags.append(try await app.contestedFlag(on: fixture, bytes: bytes)) }
        for flag in flags {
            for _ in 0..<2 {
                _ = try await app.act("uphold", at: flag, token: try await judge(app)).expecting(200)
            }
        }
        return flags.first ?? ""
    }
}
