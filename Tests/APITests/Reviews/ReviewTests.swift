// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// `/v1/reviews`: reviewers advise, moderators decide, and a blind review tells
/// neither side who the other is.
@Suite struct ReviewTests {
    @Test func `in a blind review neither side learns who the other is`() async throws {
        try await TestApp.run { app in
            let review = try await app.reviewedFinding(blind: true)
            let fixture = review.finding
            let read = try await app.client.get(fixture.version, token: review.reviewer).expecting(200)
            #expect(read.json["contributions"]?.array == [])
            #expect(read.json["funding"] == "" && read.json["conflicts"] == "")
            #expect(!read.text.contains("Ada"))
            // Asked for twice, it is the same from memory.
            let latest = "/v1/findings/\(fixture.finding)"
            for token in [fixture.author, review.reviewer, fixture.author, review.reviewer] {
                let seen = try await app.client.get(latest, token: token).expecting(200).text
                #expect(seen.contains("Ada Author") == (token == fixture.author))
            }
            let text = try await app.client.get(fixture.version + "/files/result.md", token: review.reviewer)
            #expect(text.text == TestApp.resultText)
            #expect(try await app.client.get(latest + "/authors", token: review.reviewer).code == "role")

            let before = try await app.client.get(fixture.version + "/reviews", token: fixture.author)
            #expect(before.json["items"]?.array == [])
            let given = try await app.act(
                "give",
                at: review.path,
                token: review.reviewer,
                ReviewFixture.advice
            ).expecting(200)
            #expect(given.json["state"] == "given")
            let seen = try await app.client.get(fixture.version + "/reviews", token: fixture.author)
            let shown = seen.json["items"]?.array?.first
            #expect(shown?["text"]?.string == "Say how many pumps there were.")
            #expect(shown?["scores"]?["reproducibility"]?.integer == 2)
            #expect(shown?["reviewer"] == .null && shown?["reviewer_name"] == .null)
            #expect(!seen.text.contains("Rita") && !seen.text.contains(review.reviewerPID))
            // Whoever decides knows both.
            let judged = try await app.client.get(review.path, token: fixture.data.moderator)
            #expect(judged.json["reviewer_name"]?.string == "Rita Reviewer")
        }
    }

    @Test func `an open review names both sides, and stays as it was given`() async throws {
        try await TestApp.run { app in
            let review = try await app.reviewedFinding(blind: false)
            let fixture = review.finding
            let read = try await app.client.get(fixture.version, token: review.reviewer).expecting(200)
            #expect(read.text.contains("Ada Author"))
            _ = try await app.act("give", at: review.path, token: review.reviewer, ReviewFixture.advice)
                .expecting(200)
            let shown = try await app.client.get(review.path, token: fixture.author).expecting(200)
            #expect(shown.json["reviewer"]?.string == review.reviewerPID)
            let again = try await app.act(
                "give",
                at: review.path,
                token: review.reviewer,
                ReviewFixture.advice
            )
            #expect(again.code == "wrong_state")
            #expect(
                try await app.act("give", at: review.path, token: fixture.author, ReviewFixture.advice).code
                    == "role"
            )
            // The provider, who reads the version, has no part in the reviews.
            #expect(try await app.client.get(review.path, token: fixture.clearer).status == 404)
            #expect(
                try await app.client.get(fixture.version + "/reviews", token: fixture.clearer).status == 404
            )
        }
    }

    @Test func `who gave a review decides nothing of the finding, even as a moderator`() async throws {
        try await TestApp.run { app in
            let review = try await app.reviewedFinding(blind: true)
            let reviewer = review.reviewerPID
            _ = try await app.act("give", at: review.path, token: review.reviewer, ReviewFixture.advice)
                .expecting(200)
            try await app.asSuperuser { db in
                _ = try db.execute(
                    "UPDATE persons SET platform_roles = '{moderator}' WHERE pid = \(reviewer)"
                )
            }
            let token = review.reviewer
            let decided = try await app.act("accept", at: review.finding.version, token: token)
            #expect(decided.code == "conflict_of_interest")
        }
    }

    @Test func `only a reviewer from outside is asked, once, and while the version waits`() async throws {
        try await TestApp.run { app in
            let review = try await app.reviewedFinding(blind: false)
            let fixture = review.finding
            let other = try await app.organisation(.institute, "Elsewhere")
            func code(_ person: String) async throws -> String? {
                let refused = try await app.ask(person, about: fixture)
                return refused.json["errors"]?.array?.first?["code"]?.string ?? refused.code
            }
            let provider = try await app.person("P", in: fixture.data.provider, as: [.reviewer]).person
            #expect(try await code(provider.pid.description) == "conflict_of_interest")
            let researcher = try await app.person("S", in: other, as: [.researcher]).person
            #expect(try await code(researcher.pid.description) == "not_a_reviewer")
            let judge = try await app.person("M", in: other, as: [.reviewer], platform: [.moderator]).person
            #expect(try await code(judge.pid.description) == "not_a_reviewer")
            #expect(try await code(review.reviewerPID) == "already_asked")
            #expect(try await code(PID(kind: .person, bits: 77).description) == "unknown_value")
            _ = try await app.act("reject", at: fixture.version, token: fixture.data.moderator).expecting(200)
            let late = try await app.act(
                "give",
                at: review.path,
                token: review.reviewer,
                ReviewFixture.advice
            )
            #expect(late.code == "wrong_state")
            let fresh = try await app.person("F", in: other, as: [.reviewer]).person
            #expect(try await code(fresh.pid.description) == "wrong_state")
        }
    }

    @Test func `who declines, or does not answer in fourteen days, is out of it`() async throws {
        try await TestApp.run { app in
            let declined = try await app.reviewedFinding(blind: false)
            let answer = try await app.act("decline", at: declined.path, token: declined.reviewer)
            #expect(answer.status == 204)
            let silent = try await app.reviewedFinding(blind: false)
            let mine = try await app.client.get("/v1/me/reviews", token: silent.reviewer).expecting(200)
            #expect(mine.json["items"]?.array?.first?["actions"] == ["decline", "give"])
            try await app.advanceClock(days: 15)
            _ = try await app.until("the lapse", at: silent.path, token: silent.finding.data.moderator) {
                $0.json["state"]?.string == "lapsed"
            }
            for review in [declined, silent] {
                #expect(try await app.client.get(review.path, token: review.reviewer).status == 404)
                #expect(
                    try await app.client.get(review.finding.version, token: review.reviewer).status == 404
                )
                let list = try await app.client.get("/v1/me/reviews", token: review.reviewer)
                #expect(list.json["items"]?.array == [])
            }
        }
    }
}
