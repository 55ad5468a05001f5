// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import TestSupport
import Testing

/// An objection belongs to its provider and the finding: no version leaves it behind.
@Suite struct FlagCarryTests {
    @Test func `an undecided objection holds the next version, and goes on with its votes`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.contestedFlag(on: fixture)
            _ = try await app.act("uphold", at: flag, token: fixture.data.moderator).expecting(200)
            try await ScopeTests.follow(fixture, app)
            _ = try await app.put(
                "More of it.\n",
                as: "more.md",
                into: fixture.version(2),
                by: fixture.author
            )
            .expecting(201)
            let second = try await Self.screened(2, of: fixture, app, to: "passed")
            #expect(second.clearance["state"] == "flagged")
            #expect(second.clearance["flags"]?.array?.map { $0["pid"]?.string } == [Self.pid(flag)])
            let seen = try await app.client.get(second.clearancePath, token: fixture.clearer)
            #expect(seen.json["flags"]?.array?.first?["clearance"]?.string == fixture.clearance)
            #expect(
                try await app.act("no_objection", at: second.clearancePath, token: fixture.clearer).status
                    == 409
            )
            let other = try await app.person("Max", platform: [.moderator]).token
            let upheld = try await app.act("uphold", at: flag, token: other).expecting(200)
            #expect(upheld.json["state"] == "upheld")
            let sent = try await app.client.get(fixture.version(2), token: fixture.author)
            #expect(sent.json["state"] == "changes_requested")
            #expect(sent.clearance["state"] == "upheld")

            // Without the passage it is over, and the review goes on.
            try await ScopeTests.follow(fixture, app, after: 2)
            _ = try await app.put("Nothing.\n", as: "result.md", into: fixture.version(3), by: fixture.author)
                .expecting(201)
            let third = try await Self.screened(3, of: fixture, app, to: "passed")
            #expect(third.clearance["state"] == "pending")
            #expect(third.clearance["flags"] == [])
            #expect(try await app.client.get(flag, token: fixture.author).json["state"] == "resolved")
        }
    }

    @Test func `it goes on while nothing is before its gates, and what was upheld then sends back at once`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.contestedFlag(on: fixture)
            _ = try await app.act("retract", at: fixture.version, token: fixture.author).expecting(200)
            for judge in [fixture.data.moderator, try await app.person("Max", platform: [.moderator]).token] {
                _ = try await app.act("uphold", at: flag, token: judge).expecting(200)
            }
            try await ScopeTests.follow(fixture, app)
            let text = "It is said again: 41 million.\n"
            _ = try await app.put(text, as: "result.md", into: fixture.version(2), by: fixture.author)
            let submitted = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            #expect(submitted.clearance["state"] == "flagged")
            let second = try await app.until("the screening", at: fixture.version(2), token: fixture.author) {
                $0.gate("screening") != "pending"
            }
            #expect(second.gate("screening") == "failed")
            #expect(second.json["state"] == "changes_requested")
        }
    }

    @Test func `one that is dismissed lets the next version go on, and comes back by no other version`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.raise(on: fixture).expecting(201)["location"] ?? ""
            try await ScopeTests.follow(fixture, app)
            let moved = "Before it.\n" + TestApp.resultText
            _ = try await app.put(moved, as: "result.md", into: fixture.version(2), by: fixture.author)
            let second = try await Self.screened(2, of: fixture, app, to: "passed")
            #expect(second.clearance["state"] == "flagged")
            _ = try await app.act("retract", at: flag, token: fixture.clearer).expecting(200)
            let later = try await app.client.get(second.clearancePath, token: fixture.clearer)
            #expect(later.json["state"] == "pending")
            let again = try await app.client.post(
                second.clearancePath + "/flags",
                token: fixture.clearer,
                [
                    "file_digest": later.json["files"]?.array?.first?["digest"] ?? .null, "first_byte": 57,
                    "last_byte": 66, "category": "confidential", "note": "Once more.",
                ],
                headers: ["If-Match": "*"]
            )
            #expect(again.code == "already_flagged")
        }
    }

    @Test func `a passage that has to go is not excepted`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.raise(on: fixture).expecting(201)["location"] ?? ""
            _ = try await app.act("concede", at: flag, token: fixture.author).expecting(200)
            try await ScopeTests.follow(fixture, app)
            _ = try await app.put("Moved.\n", as: "result.md", into: fixture.version(2), by: fixture.author)
            let change: JSON = ["abstract": "It was 41 million."]
            try await Self.patch(fixture.version(2), change, fixture, app)
            let second = try await Self.screened(2, of: fixture, app, to: "failed")
            #expect(second.clearance["state"] == "flagged")
            let refused = try await app.act(
                "exception",
                at: fixture.version(2),
                token: fixture.data.moderator
            )
            #expect(refused.code == "passage_forbidden")
            let report = try await app.client.get(fixture.version(2) + "/screening", token: fixture.author)
            let items = report.json["items"]?.array ?? []
            #expect(items.map { $0["rule"] } == ["flagged_passage"])
            #expect(items.map { $0["file"] } == ["/description"])
        }
    }

    @Test func `a version that is back to what was cleared is carried over, once the objection is gone`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.act("no_objection", at: fixture.clearancePath, token: fixture.clearer)
                .expecting(200)
            let digest = try await app.digest(in: fixture).string ?? ""
            let text = try await app.client.get(fixture.version + "/files/result.md", token: fixture.author)
                .text
            try await app.advanceClock(days: 11)
            try await ScopeTests.follow(fixture, app)
            _ = try await app.put(
                "It was 41 million, says the works council.\n",
                as: "result.md",
                into: fixture.version(2),
                by: fixture.author
            ).expecting(201)
            let second = try await Self.screened(2, of: fixture, app, to: "passed")
            #expect(second.clearance["state"] == "pending")
            let changed = second.json["files"]?.array?.first?["digest"] ?? .null
            let flag =
                try await app.client.post(
                    second.clearancePath + "/flags",
                    token: fixture.clearer,
                    [
                        "file_digest": changed, "first_byte": 0, "last_byte": 16, "category": "confidential",
                        "note": "A price.",
                    ],
                    headers: ["If-Match": "*"]
                ).expecting(201)["location"] ?? ""
            try await ScopeTests.follow(fixture, app, after: 2)
            _ = try await app.put(text, as: "result.md", into: fixture.version(3), by: fixture.author)
                .expecting(201)
            let third = try await Self.screened(3, of: fixture, app, to: "passed")
            #expect(third.json["files"]?.array?.first?["digest"]?.string == digest)
            #expect(try await app.client.get(flag, token: fixture.author).json["state"] == "resolved")
            #expect(third.clearance["state"] == "passed")
            #expect(third.clearance["outcome"] == "no_objection")
            let carried = try await app.client.get(third.clearancePath, token: fixture.clearer)
            #expect(carried.json["carried_from"] == 1)
        }
    }

    // MARK: What happens in several

    static func pid(_ flag: String) -> String { String(flag.dropFirst("/v1/flags/".count)) }

    /// Submits a version and waits for the end of its screening, which is to be `state`.
    static func screened(
        _ number: Int,
        of fixture: FindingFixture,
        _ app: TestApp,
        to state: String
    ) async throws -> TestResponse {
        _ = try await app.submit(fixture.version(number), by: fixture.author).expecting(200)
        let version = try await app.until(
            "the screening",
            at: fixture.version(number),
            token: fixture.author
        ) {
            $0.gate("screening") != "pending"
        }
        #expect(version.gate("screening") == state)
        return version
    }

    /// Changes what a draft says.
    static func patch(_ version: String, _ change: JSON, _ fixture: FindingFixture, _ app: TestApp)
        async throws
    {
        _ = try await app.client.send(
            "PATCH",
            version,
            token: fixture.author,
            body: change.canonical,
            headers: ["If-Match": "*"]
        ).expecting(200)
    }
}

extension TestResponse {
    /// The only clearance of a version.
    var clearance: JSON { json["gates"]?["clearances"]?.array?.first ?? .null }
    /// Where it is.
    var clearancePath: String { "/v1/clearances/\(clearance["pid"]?.string ?? "")" }
}
