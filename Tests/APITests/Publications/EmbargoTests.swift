// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// What waits for its day.
@Suite struct EmbargoTests {
    @Test func `before its day a certified finding is nowhere, then it is public`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding(["release_at": TestApp.day(20)])
            try await app.openGates(of: fixture)
            let pid = try await app.publication(of: fixture, state: "publishable")
            #expect(pid != "")
            let path = "/v1/publications/\(pid)"
            for part in ["", "/certificate", "/files/result.md"] {
                let hidden = try await app.client.get(path + part)
                #expect(hidden.status == 404)
                #expect(try await app.client.get(path + part, token: fixture.author).status == hidden.status)
            }
            #expect(try await app.client.get("/v1/publications").json["items"]?.array == [])
            let stranger = try await app.person("Sten").token
            let refused = try await app.act("withdraw", at: path, token: stranger, TestApp.withdrawal)
            #expect(refused.status == 404)
            let listed: Int64? = try await app.asRole("teahouse_public") { db in
                try db.scalar("SELECT count(*) FROM published.publications")
            }
            #expect(listed == 0)

            try await app.advanceClock(days: 21)
            let shown = try await app.until("the day of release", at: path) { $0.status == 200 }
            #expect(shown.json["pid"]?.string == pid)
            let list = try await app.client.get("/v1/publications")
            #expect(list.json["items"]?.array?.map { $0["pid"]?.string } == [pid])
            let version = try await app.client.get(fixture.version, token: fixture.author)
            #expect(version.json["state"]?.string == "published")
        }
    }

    @Test func `not a moment before its moment, whoever asks and however often`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding(["release_at": TestApp.day(20)])
            try await app.openGates(of: fixture)
            let pid = try await app.publication(of: fixture, state: "publishable")
            // Six seconds before it, so that a busy machine asks more than a few times, by the platform's
            // clock, which goes on from there.
            let due: Instant? = try await app.asSuperuser { db in
                _ = try db.execute(
                    """
                    UPDATE platform_clock SET shift = shift + (
                        SELECT due_at - interval '6 seconds' - platform_now()
                        FROM publications WHERE pid = \(pid)
                    )
                    """
                )
                return try db.scalar("SELECT due_at FROM publications WHERE pid = \(pid)")
            }
            let moment = try #require(due)
            var early = 0
            let end = ContinuousClock.now + .seconds(30)
            while ContinuousClock.now < end {
                let answers = [
                    try await app.client.get("/v1/publications/\(pid)"),
                    try await app.client.get(
                        "/v1/publications/\(pid)/files/result.md",
                        token: fixture.clearer
                    ),
                    try await app.client.get("/v1/publications"),
                ]
                let now: Instant? = try await app.asSuperuser { db in try db.scalar("SELECT platform_now()") }
                let isShown =
                    answers[0].status == 200 || answers[1].status == 200 || answers[2].text.contains(pid)
                guard isShown else {
                    early += now.map { $0 < moment } == true ? 1 : 0
                    continue
                }
                #expect(try #require(now) >= moment)
                break
            }
            #expect(early > 3)
            #expect(
                try await app.client.get("/v1/publications/\(pid)").json["published_at"]?.string
                    == moment.description
            )
        }
    }

    @Test func `taken back before its day, it never was`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding(["release_at": TestApp.day(20)])
            try await app.openGates(of: fixture)
            let path = "/v1/publications/\(try await app.publication(of: fixture, state: "publishable"))"
            #expect(
                try await app.act("retract", at: fixture.version, token: fixture.author).code == "wrong_state"
            )
            #expect(
                try await app.act("withdraw", at: path, token: fixture.author, TestApp.withdrawal).status
                    == 200
            )
            let version = try await app.client.get(fixture.version, token: fixture.author)
            #expect(version.json["state"]?.string == "retracted")
            try await app.advanceClock(days: 21)
            for part in ["", "/certificate", "/revocation"] {
                #expect(try await app.client.get(path + part).status == 404)
            }
            #expect(try await app.client.get("/v1/publications").json["items"]?.array == [])
        }
    }

    @Test func `a day in the past is no embargo, one beyond a year is refused`() async throws {
        try await TestApp.run { app in
            let data = try await app.release()
            let far = try await app.client.post(
                "/v1/findings",
                token: try await app.person("Ada", in: data.provider, as: [.researcher]).token,
                [
                    "title": "T", "abstract": "A", "language": "en", "kind": "negative",
                    "license": "CC-BY-4.0",
                    "release_at": TestApp.day(400),
                ]
            )
            #expect(far.status == 422)
            let (_, pid) = try await app.published(["release_at": TestApp.day(-3)], over: data)
            #expect(try await app.client.get("/v1/publications/\(pid)").status == 200)
        }
    }
}
