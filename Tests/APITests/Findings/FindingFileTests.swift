// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import TestSupport
import Testing

/// `…/versions/{number}/files/{name}`.
@Suite struct FindingFileTests {
    private static let text = Array("# Result\n\nPumps wear.\n".utf8)

    @Test func `a file goes in and comes out as it was`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let before = try await finding.get()["etag"]
            let put = try await finding.upload(Self.text, as: "result%20%C3%A4.md")
            #expect(put.status == 201)
            #expect(put.json["name"]?.string == "result ä.md")
            #expect(put.json["size"]?.integer == Int64(Self.text.count))
            #expect(put.json["media_type"]?.string == "text/markdown")
            #expect(put["location"] == finding.path() + "/files/result%20%C3%A4.md")
            let shown = try await finding.get()
            #expect(shown["etag"] != before)
            #expect(shown.json["files"]?.array == [put.json])
            let path = put["location"] ?? ""
            let whole = try await app.client.get(path, token: finding.token)
            #expect(whole.status == 200)
            #expect(whole.body == Self.text)
            #expect(whole["etag"] == put["etag"])
            let part = try await app.client.get(path, token: finding.token, headers: ["Range": "bytes=2-7"])
            #expect(part.status == 206)
            #expect(part.text == "Result")
            let again = try await app.client.get(
                path,
                token: finding.token,
                headers: ["If-None-Match": put["etag"] ?? ""]
            )
            #expect(again.status == 304)
        }
    }

    @Test func `a file is replaced, unless the request says otherwise, and deleted by its tag`() async throws
    {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let other = Array("Other.\n".utf8)
            let first = try await finding.upload(Self.text, as: "a.md")
            let tag = first["etag"] ?? ""
            for named in ["*", tag, "W/\(tag)", "\"x\", \(tag)"] {
                let refused = try await finding.upload(other, as: "a.md", headers: ["If-None-Match": named])
                #expect(refused.status == 412, "\(named)")
            }
            let unlike = try await finding.upload(Self.text, as: "a.md", headers: ["If-None-Match": "\"x\""])
            #expect(unlike.status == 201)
            let second = try await finding.upload(
                other,
                as: "a.md",
                headers: ["If-Match": first["etag"] ?? ""]
            )
            #expect(second.status == 201)
            let stale = try await finding.upload(
                Self.text,
                as: "a.md",
                headers: ["If-Match": first["etag"] ?? ""]
            )
            #expect(stale.status == 412)
            #expect(try await finding.get().json["files"]?.array == [second.json])
            func delete(_ name: String, _ etag: String?) async throws -> TestResponse {
                var headers: [String: String] = [:]
                headers["If-Match"] = etag
                return try await app.client.send(
                    "DELETE",
                    finding.path() + "/files/\(name)",
                    token: finding.token,
                    headers: headers
                )
            }
            #expect(try await delete("a.md", nil).status == 428)
            #expect(try await delete("a.md", first["etag"]).status == 412)
            #expect(try await delete("a.md", second["etag"]).status == 204)
            #expect(try await delete("a.md", second["etag"]).status == 404)
            #expect(try await finding.get().json["files"]?.array == [])
        }
    }

    @Test func `an upload that is not what it declares leaves nothing`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            let zero = "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:"
            let wrong = try await finding.upload(Self.text, as: "a.md", headers: ["Content-Digest": zero])
            #expect(wrong.status == 400)
            #expect(wrong.code == "digest_mismatch")
            let bare = try await app.client.send(
                "PUT",
                finding.path() + "/files/a.md",
                token: finding.token,
                body: Self.text
            )
            #expect(bare.code == "digest_required")
            // Accents that stand alone count, as they do in the database.
            let accented = String(repeating: "a", count: 190) + String(repeating: "%CC%81", count: 20)
            for name in ["..", "a%2Fb", "a%0Ab", String(repeating: "a", count: 201), accented] {
                let bad = try await finding.upload(Self.text, as: name)
                let code = name == "a%0Ab" ? "bad_target" : "bad_file_name"
                #expect(bad.code == code, "\(name): \(bad.text)")
            }
            #expect(try await finding.get().json["files"]?.array == [])
        }
    }

    @Test func `strangers find no files, and moderators read what was submitted`() async throws {
        try await TestApp.run { app in
            let finding = try await FindingCase.begin(app)
            try await finding.addParts()
            let path = finding.path() + "/files/result.md"
            let stranger = try await app.person("Sten").token
            let unknownPath = "/v1/findings/\(unknownFinding)/versions/1/files/result.md"
            let unknown = try await app.client.get(unknownPath, token: stranger)
            for token in [stranger, finding.moderator] {
                #expect(try await app.client.get(path, token: token).isHidden(like: unknown))
                let put = try await finding.upload(Self.text, as: "result.md", token: token)
                #expect(put.isHidden(like: unknown))
            }
            #expect(try await app.client.get(path).status == 401)
            let absent = try await app.client.get(finding.path() + "/files/none.md", token: finding.token)
            #expect(absent.isHidden(like: unknown))
            let reader = try await app.person("Rike", scopes: [.read]).token
            #expect(try await finding.upload(Self.text, as: "a.md", token: reader).code == "scope")

            _ = try await finding.submit().expecting(200)
            let read = try await app.client.get(path, token: finding.moderator)
            #expect(read.text == FindingCase.harmless)
            #expect(try await app.client.get(path, token: stranger).isHidden(like: unknown))
            let put = try await finding.upload(Self.text, as: "a.md", token: finding.moderator)
            #expect(put.code == "role")
        }
    }
}
