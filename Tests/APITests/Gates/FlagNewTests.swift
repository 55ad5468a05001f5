// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import Server
import TestSupport
import Testing

/// A provider objects to what is new to it, and to each passage once: no version brings it a second time for
/// what it has seen.
@Suite struct FlagNewTests {
    @Test func `only what is new since the provider's time is objected to, and each passage once`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.act("no_objection", at: fixture.clearancePath, token: fixture.clearer)
                .expecting(200)
            try await ScopeTests.follow(fixture, app)
            try await FlagCarryTests.patch(fixture.version(2), ["abstract": "A new alloy."], fixture, app)
            let text = TestApp.resultText.replacing("faster", with: "sooner, by a third,")
            _ = try await app.put(text, as: "result.md", into: fixture.version(2), by: fixture.author)
            let second = try await FlagCarryTests.screened(2, of: fixture, app, to: "passed")
            #expect(second.clearance["state"] == "pending")
            func raise(_ pointer: String) async throws -> TestResponse {
                try await app.raise(
                    onMember: pointer,
                    at: second.clearancePath,
                    as: fixture.clearer,
                    bytes: 0...3
                )
            }
            #expect(try await raise("/title").code == "already_cleared")
            #expect(try await raise("/files/0/name").code == "already_cleared")
            #expect(
                try await Self.raise("41 million", in: text, second, fixture, app).code == "already_cleared"
            )
            _ = try await Self.raise("wear sooner, by", in: text, second, fixture, app).expecting(201)
            let flag = try await raise("/abstract").expecting(201)["location"] ?? ""
            // Also when it was taken back: there is no loop without time.
            _ = try await app.act("retract", at: flag, token: fixture.clearer).expecting(200)
            #expect(try await raise("/abstract").code == "already_flagged")
        }
    }

    @Test func `leaving one passage out opens no other, once the time for objections is over`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.raise(on: fixture, bytes: 13...17).expecting(201)
            #expect(flag.json["passage"] == .null)
            _ = try await app.act("concede", at: flag["location"] ?? "", token: fixture.author).expecting(200)
            try await app.advanceClock(days: 76)
            try await ScopeTests.follow(fixture, app)
            let text = TestApp.resultText.replacing("in the north ", with: "")
            _ = try await app.put(text, as: "result.md", into: fixture.version(2), by: fixture.author)
            let second = try await FlagCarryTests.screened(2, of: fixture, app, to: "passed")
            // Only something was taken away; but no version was cleared before.
            #expect(second.clearance["state"] == "pending")
            #expect(
                try await Self.raise("41 million", in: text, second, fixture, app).code == "already_cleared"
            )
        }
    }

    @Test func `a version that goes back to what was cleared waits for nothing more`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.act("no_objection", at: fixture.clearancePath, token: fixture.clearer)
                .expecting(200)
            try await ScopeTests.follow(fixture, app)
            try await FlagCarryTests.patch(fixture.version(2), ["abstract": "A new alloy."], fixture, app)
            let second = try await FlagCarryTests.screened(2, of: fixture, app, to: "passed")
            let flag =
                try await app.raise(
                    onMember: "/abstract",
                    at: second.clearancePath,
                    as: fixture.clearer,
                    bytes: 2...10
                ).expecting(201)["location"] ?? ""
            try await ScopeTests.follow(fixture, app, after: 2)
            let before: JSON = ["abstract": "Pumps wear by region."]
            try await FlagCarryTests.patch(fixture.version(3), before, fixture, app)
            let third = try await FlagCarryTests.screened(3, of: fixture, app, to: "passed")
            #expect(third.clearance["state"] == "passed")
            #expect(third.clearance["outcome"] == "no_objection")
            #expect(try await app.client.get(flag, token: fixture.author).json["state"] == "resolved")
        }
    }

    @Test func `a file that the platform has lost takes no objection from anybody`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.raise(on: fixture).expecting(201)["location"] ?? ""
            _ = try await app.act("retract", at: flag, token: fixture.clearer).expecting(200)
            _ = try await app.act("no_objection", at: fixture.clearancePath, token: fixture.clearer)
                .expecting(200)
            try await ScopeTests.follow(fixture, app)
            let text = "The price was 43 million, and no more.\n"
            _ = try await app.put(text, as: "result.md", into: fixture.version(2), by: fixture.author)
            let second = try await FlagCarryTests.screened(2, of: fixture, app, to: "passed")
            let hex = try await app.digest(in: fixture).string?.split(separator: ":").last ?? ""
            let file = "\(app.state.files)/sha256/\(hex.prefix(2))/\(hex)"
            try FileManager.default.moveItem(atPath: file, toPath: file + ".lost")
            let raised = try await Self.raise("43 million", in: text, second, fixture, app)
            try FileManager.default.moveItem(atPath: file + ".lost", toPath: file)
            #expect(raised.status == 201, "\(raised.text)")
        }
    }

    /// Objects to some words of the first file of a version.
    private static func raise(
        _ passage: String,
        in text: String,
        _ version: TestResponse,
        _ fixture: FindingFixture,
        _ app: TestApp
    ) async throws -> TestResponse {
        let before = try #require(text.firstRange(of: passage)).lowerBound
        let first = Int64(text.utf8.distance(from: text.startIndex, to: before))
        return try await app.client.post(
            version.clearancePath + "/flags",
            token: fixture.clearer,
            [
                "file_digest": version.json["files"]?.array?.first?["digest"] ?? .null,
                "first_byte": .integer(first),
                "last_byte": .integer(first + Int64(passage.utf8.count) - 1),
                "category": "confidential", "note": "A figure.",
            ],
            headers: ["If-Match": "*"]
        )
    }
}
