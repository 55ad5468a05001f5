// SPDX-License-Identifier: Apache-2.0
import JSON
import TestSupport
import Testing

/// A provider objects to what is said beside the files as it does to what is in them: all of it is published.
@Suite struct FlagMemberTests {
    @Test func `a title, a keyword, the names of a file and of a contributor are objected to, and go`()
        async throws
    {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding(["keywords": ["scandium"]])
            let shown = try await app.client.get(fixture.clearancePath, token: fixture.clearer).expecting(200)
            var flags: [String] = []
            for (pointer, passage) in [
                ("/title", "Wear"), ("/keywords/0", "scan"), ("/files/0/name", "resu"),
                ("/contributors/0/name", "Ada "),
            ] {
                #expect(
                    shown.json["members"]?.array?.contains {
                        $0["member"]?.string == pointer && $0["text"]?.string?.hasPrefix(passage) == true
                    } == true
                )
                let raised = try await app.raise(
                    onMember: pointer,
                    at: fixture.clearancePath,
                    as: fixture.clearer,
                    bytes: 0...3
                ).expecting(201)
                #expect(raised.json["file_digest"] == .null)
                #expect(raised.json["member"]?.string == pointer)
                #expect(raised.json["passage"]?.string == passage)
                let flag = raised["location"] ?? ""
                _ = try await app.act("concede", at: flag, token: fixture.author).expecting(200)
                flags.append(flag)
            }
            // Left as they are, they stand in the way, wherever they are put.
            try await ScopeTests.follow(fixture, app)
            try await FlagCarryTests.patch(
                fixture.version(2),
                ["title": "Use of pumps", "abstract": "Wear of scandium."],
                fixture,
                app
            )
            _ = try await FlagCarryTests.screened(2, of: fixture, app, to: "failed")

            try await ScopeTests.follow(fixture, app, after: 2)
            let third = fixture.version(3)
            let change: JSON = ["abstract": "Pumps get old.", "keywords": []]
            try await FlagCarryTests.patch(third, change, fixture, app)
            let contributions: JSON = [["name": "Eve Author", "credit_roles": ["software"]]]
            for (method, part, body) in [
                ("PUT", "contributions", (["contributions": contributions] as JSON).canonical),
                ("DELETE", "files/result.md", []),
            ] {
                _ = try await app.client.send(
                    method,
                    "\(third)/\(part)",
                    token: fixture.author,
                    body: body,
                    headers: ["If-Match": "*"]
                )
            }
            _ = try await app.put("All of it.\n", as: "all.md", into: third, by: fixture.author).expecting(
                201
            )
            let passed = try await FlagCarryTests.screened(3, of: fixture, app, to: "passed")
            #expect(passed.clearance["state"] == "pending")
            for flag in flags {
                #expect(try await app.client.get(flag, token: fixture.author).json["state"] == "resolved")
            }
        }
    }

    @Test func `an objection names one part and a passage in it`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding(["title": "Caf\u{E9} pumps"])
            let digest = try await app.digest(in: fixture)
            func pointers(_ change: [String: JSON]) async throws -> [String?] {
                let body: [String: JSON] = [
                    "first_byte": 0, "last_byte": 3, "category": "patent", "note": "N",
                ]
                let refused = try await app.client.post(
                    fixture.clearancePath + "/flags",
                    token: fixture.clearer,
                    .object(body.merging(change) { $1 }),
                    headers: ["If-Match": "*"]
                )
                #expect(refused.status == 422)
                return (refused.json["errors"]?.array ?? []).map { $0["pointer"]?.string }
            }
            #expect(try await pointers([:]) == ["/file_digest"])
            #expect(try await pointers(["member": "/title", "file_digest": digest]) == ["/member"])
            // What the platform says of the version is nobody's words.
            for pointer in ["/pid", "/published_at", "/files/0/digest", "/titles", "title"] {
                #expect(try await pointers(["member": .string(pointer)]) == ["/member"])
            }
            #expect(try await pointers(["member": "/title", "last_byte": 99]) == ["/last_byte"])
            // Within the two bytes of the accented letter.
            #expect(try await pointers(["member": "/title", "last_byte": 3]) == ["/first_byte"])
        }
    }

    @Test func `an objection to everything is refused, in however many parts and pieces`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let text = TestApp.resultText.utf8.count
            _ = try await app.raise(on: fixture, bytes: 0...text - 1).expecting(201)
            let shown = try await app.client.get(fixture.clearancePath, token: fixture.clearer)
            let members = shown.json["members"]?.array ?? []
            var (total, covered) = (text, text)
            var refused: Set<String?> = []
            for member in members {
                let size = member["text"]?.string?.utf8.count ?? 0
                total += size
                let flag = try await app.raise(
                    onMember: member["member"]?.string ?? "",
                    at: fixture.clearancePath,
                    as: fixture.clearer,
                    bytes: 0...size - 1
                )
                if flag.status == 201 { covered += size } else { refused.insert(flag.code) }
            }
            #expect(refused == ["objection_to_everything"])
            #expect(covered * 10 <= total * 9)
        }
    }
}
