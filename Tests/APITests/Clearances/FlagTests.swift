// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import TestSupport
import Testing

/// Itemised objections, from the passage named to its end.
@Suite struct FlagTests {
    @Test func `a flag names a passage and waits ten days for the authors`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let raised = try await app.raise(on: fixture)
            #expect(raised.status == 201)
            #expect(raised.json["state"]?.string == "open")
            let clearance = try await app.client.get(fixture.clearancePath, token: fixture.clearer)
            #expect(clearance.json["state"]?.string == "flagged")
            #expect(clearance.json["due_at"] == clearance.json["cap_at"])
            let due = try #require(Instant(raised.json["due_at"]?.string ?? ""))
            let noticed = try #require(Instant(clearance.json["noticed_at"]?.string ?? ""))
            #expect(due > noticed.advanced(byDays: 10) && due < noticed.advanced(byDays: 11))
            #expect(clearance.json["flags"]?.array?.count == 1)
            #expect(clearance.json["actions"]?.array == ["raise"])
            let path = raised["location"] ?? ""
            for token in [fixture.author, fixture.clearer, fixture.data.moderator] {
                #expect(try await app.client.get(path, token: token).status == 200)
            }
            let stranger = try await app.person("Sten", in: fixture.university, as: [.researcher]).token
            #expect(try await app.client.get(path, token: stranger).status == 404)
            #expect(try await app.client.get(path).status == 401)
            let cleared = try await app.act("no_objection", at: fixture.clearancePath, token: fixture.clearer)
            #expect(cleared.code == "wrong_state")
        }
    }

    @Test func `an objection that names no passage of the version is refused`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let size = TestApp.resultText.utf8.count
            let outside = try await app.raise(on: fixture, bytes: 46...size)
            #expect(outside.status == 422)
            #expect(outside.json["errors"]?.array?.first?["pointer"]?.string == "/last_byte")
            let foreign = try await app.raise(
                on: fixture,
                digest: .string("sha256:" + String(repeating: "0", count: 64))
            )
            #expect(foreign.json["errors"]?.array?.first?["pointer"]?.string == "/file_digest")
            let path = fixture.clearancePath + "/flags"
            let digest = try await app.digest(in: fixture)
            let backwards = try await app.client.post(
                path,
                token: fixture.clearer,
                [
                    "file_digest": digest, "first_byte": 9, "last_byte": 3, "category": "patent", "note": "N",
                ],
                headers: ["If-Match": "*"]
            )
            #expect(backwards.json["errors"]?.array?.first?["pointer"]?.string == "/last_byte")
            let malformed = try await app.client.post(
                path,
                token: fixture.clearer,
                ["file_digest": "x", "first_byte": -1, "last_byte": 1, "category": "taste", "note": ""],
                headers: ["If-Match": "*"]
            )
            #expect(malformed.json["errors"]?.array?.count == 4)
            let clearance = try await app.client.get(fixture.clearancePath, token: fixture.clearer)
            #expect(clearance.json["state"]?.string == "pending")
            #expect(clearance.json["flags"]?.array == [])
        }
    }

    @Test func `a passage of which nothing can be seen is none`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding(["title": "Wear of \u{3000} pumps"])
            // A blank, and a line's end; in the title an ideographic blank between two others.
            for bytes in [5...5, 31...31] {
                let refused = try await app.raise(on: fixture, bytes: bytes)
                #expect(refused.pointers == ["/last_byte"], "\(bytes): \(refused.status)")
                #expect(refused.json["errors"]?.array?.first?["code"] == "blank")
            }
            for bytes in [7...7, 7...11] {
                let refused = try await app.raise(
                    onMember: "/title",
                    at: fixture.clearancePath,
                    as: fixture.clearer,
                    bytes: bytes
                )
                #expect(refused.json["errors"]?.array?.first?["code"] == "blank", "\(bytes)")
            }
            // One sign is something.
            _ = try await app.raise(on: fixture, bytes: 30...30).expecting(201)
        }
    }

    @Test func `only the provider raises flags`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            #expect(try await app.raise(on: fixture, token: fixture.author).code == "role")
            #expect(try await app.raise(on: fixture, token: fixture.data.moderator).code == "role")
            let stranger = try await app.person("Sten").token
            #expect(try await app.raise(on: fixture, token: stranger).status == 404)
        }
    }

    @Test func `a file that was cleared before is not objected to again`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            _ = try await app.act("no_objection", at: fixture.clearancePath, token: fixture.clearer)
                .expecting(200)
            _ = try await app.client.post("/v1/findings/\(fixture.finding)/versions", token: fixture.author)
                .expecting(201)
            let second = fixture.version(2)
            _ = try await app.put("More of it.\n", as: "more.md", into: second, by: fixture.author).expecting(
                201
            )
            let submitted = try await app.submit(second, by: fixture.author).expecting(200)
            let clearance = submitted.json["gates"]?["clearances"]?.array?.first
            #expect(clearance?["state"]?.string == "pending")
            let body: JSON = [
                "file_digest": try await app.digest(in: fixture), "first_byte": 0, "last_byte": 4,
                "category": "confidential", "note": "On second thoughts.",
            ]
            let refused = try await app.client.post(
                "/v1/clearances/\(clearance?["pid"]?.string ?? "")/flags",
                token: fixture.clearer,
                body,
                headers: ["If-Match": "*"]
            )
            #expect(refused.status == 409)
            #expect(refused.code == "already_cleared")
        }
    }

    @Test func `authors concede a flag and leave the passage out`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let flag = try await app.raise(on: fixture).expecting(201)["location"] ?? ""
            #expect(try await app.act("concede", at: flag, token: fixture.clearer).code == "role")
            #expect(try await app.act("concede", at: flag, token: fixture.data.moderator).code == "role")
            let conceded = try await app.act("concede", at: flag, token: fixture.author, ["reason": "Right."])
            #expect(conceded.json["state"]?.string == "conceded")
            #expect(conceded.json["answer"]?.string == "Right.")
            #expect(try await app.act("contest", at: flag, token: fixture.author).code == "wrong_state")
            let clearance = try await app.client.get(fixture.clearancePath, token: fixture.clearer)
            #expect(clearance.json["state"]?.string == "flagged")

            _ = try await app.client.post("/v1/findings/\(fixture.finding)/versions", token: fixture.author)
                .expecting(201)
            let text = TestApp.resultText.replacing("41 million", with: "high")
            _ = try await app.put(text, as: "result.md", into: fixture.version(2), by: fixture.author)
                .expecting(201)
            _ = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            _ = try await app.until("the flag's end", at: flag, token: fixture.author) {
                $0.json["state"]?.string == "resolved"
            }
        }
    }

    @Test func `the provider takes an objection back, and the review goes on`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let before = try await app.client.get(fixture.clearancePath, token: fixture.clearer)
            let flag = try await app.raise(on: fixture).expecting(201)["location"] ?? ""
            #expect(try await app.act("retract", at: flag, token: fixture.author).code == "role")
            let stranger = try await app.person("Sten").token
            #expect(try await app.act("retract", at: flag, token: stranger).status == 404)
            #expect(try await app.act("retract", at: flag, token: fixture.clearer, [:]).status == 422)
            let without = try await app.client.post(
                flag + "/actions/retract",
                token: fixture.clearer,
                ["reason": "R"]
            )
            #expect(without.status == 428)
            let retracted = try await app.act("retract", at: flag, token: fixture.clearer)
            #expect(retracted.json["state"]?.string == "dismissed")
            let clearance = try await app.client.get(fixture.clearancePath, token: fixture.clearer)
            #expect(clearance.json["state"]?.string == "pending")
            #expect(clearance.json["due_at"] == before.json["due_at"])
            #expect(try await app.act("retract", at: flag, token: fixture.clearer).code == "wrong_state")
        }
    }
}
