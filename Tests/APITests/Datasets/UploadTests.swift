// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import Server
import TestSupport
import Testing

/// `PUT …/files/{name}`: what arrives is stored whole or not at all.
@Suite struct UploadTests {
    @Test func `a table is stored with the columns of its header`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let response = try await app.upload(TestApp.pumps, as: "pumps%20%C3%A4.csv", to: fixture)
            #expect(response.status == 201)
            #expect(response.json["name"]?.string == "pumps ä.csv")
            #expect(response.json["size"]?.integer == Int64(TestApp.pumps.count))
            #expect(response["etag"] == "\"\(response.json["digest"]?.string ?? "")\"")
            let columns = response.json["columns"]?.array ?? []
            #expect(columns.map { $0["name"]?.string } == ["region", "kind"])
            #expect(columns.allSatisfy { $0["role"] == .null })
            let list = try await app.client.get(fixture.path + "/files", token: fixture.officer)
            #expect(list.json["items"]?.array?.count == 1)
            #expect(try stored(app).count == 1)
        }
    }

    @Test func `a file of the same name is replaced, unless the request says otherwise`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let first = try await app.upload(TestApp.pumps, as: "a.csv", to: fixture)
            let other = Array("x,y\n1,2\n".utf8)
            let refused = try await app.upload(
                other,
                as: "a.csv",
                to: fixture,
                headers: ["If-None-Match": "*"]
            )
            #expect(refused.status == 412)
            let stale = try await app.upload(
                other,
                as: "a.csv",
                to: fixture,
                headers: ["If-Match": "\"sha256:0\""]
            )
            #expect(stale.status == 412)
            let second = try await app.upload(
                other,
                as: "a.csv",
                to: fixture,
                headers: ["If-Match": first["etag"] ?? ""]
            )
            #expect(second.status == 201)
            let list = try await app.client.get(fixture.path + "/files", token: fixture.officer)
            #expect(list.json["items"]?.array?.count == 1)
            #expect(list.json["items"]?.array?.first?["digest"] == second.json["digest"])
        }
    }

    @Test func `a file is deleted by its tag`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let file = try await app.upload(TestApp.pumps, as: "a.csv", to: fixture)
            func delete(_ headers: [String: String]) async throws -> Int {
                try await app.client.send(
                    "DELETE",
                    fixture.path + "/files/a.csv",
                    token: fixture.officer,
                    headers: headers
                ).status
            }
            #expect(try await delete([:]) == 428)
            #expect(try await delete(["If-Match": file["etag"] ?? ""]) == 204)
            #expect(try await delete(["If-Match": "*"]) == 404)
        }
    }

    @Test(
        arguments: [
            "", "a,a\n1,2\n", "a,\n1,2\n", "{\"a\": 1}\n", "\u{FEFF}", "\"open\n", "e\u{301},\u{E9}\n1,2\n",
            String(repeating: "a", count: 201) + "\n1\n", "a\u{1},b\n1,2\n",
        ]
    )
    func `what is no table with a header is refused`(_ text: String) async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let response = try await app.upload(Array(text.utf8), as: "a.csv", to: fixture)
            #expect(response.status == 422)
            #expect(response.code == "not_a_table")
            let list = try await app.client.get(fixture.path + "/files", token: fixture.officer)
            #expect(list.json["items"]?.array == [])
        }
    }

    @Test(arguments: [
        ("50%25.csv", "50%.csv"), ("a%252Fb.csv", "a%2Fb.csv"), ("a%20%E2%82%AC.csv", "a €.csv"),
    ])
    func `a name is decoded once`(_ escaped: String, _ name: String) async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let stored = try await app.upload(TestApp.pumps, as: escaped, to: fixture).expecting(201)
            #expect(stored.json["name"]?.string == name)
            #expect(stored["location"] == "\(fixture.path)/files/\(escaped)")
            let columns = try await app.client.get(
                "\(fixture.path)/files/\(escaped)/columns",
                token: fixture.officer
            )
            #expect(try columns.expecting(200).json["name"]?.string == name)
        }
    }

    @Test func `bytes that are no text are refused`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
            #expect(try await app.upload(png, as: "a.csv", to: fixture).code == "not_a_table")
        }
    }

    @Test func `another media type, encoding or name is refused`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            for headers in [["Content-Type": "application/json"], ["Content-Encoding": "gzip"]] {
                #expect(
                    try await app.upload(TestApp.pumps, as: "a.csv", to: fixture, headers: headers).status
                        == 415
                )
            }
            let refused = [
                ("a%2Fb.csv", "bad_file_name"), ("%2E%2E", "bad_file_name"), ("a%00.csv", "bad_target"),
                ("a%0Ab.csv", "bad_target"), (String(repeating: "a", count: 201), "bad_file_name"),
            ]
            for (name, code) in refused {
                let response = try await app.upload(TestApp.pumps, as: name, to: fixture)
                #expect(response.code == code, "\(name)")
            }
        }
    }

    @Test func `a wrong or missing digest stores nothing`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let wrong = "sha-256=:\(Data(repeating: 7, count: 32).base64EncodedString()):"
            let mismatch = try await app.upload(
                TestApp.pumps,
                as: "a.csv",
                to: fixture,
                headers: ["Content-Digest": wrong]
            )
            #expect(mismatch.status == 400)
            #expect(mismatch.code == "digest_mismatch")
            for header in ["", "md5=:AAAA:", "sha-256=:AAAA:", "sha-256=AAAA"] {
                let response = try await app.upload(
                    TestApp.pumps,
                    as: "a.csv",
                    to: fixture,
                    headers: ["Content-Digest": header]
                )
                #expect(response.code == "digest_required")
            }
            #expect(try stored(app).isEmpty)
            #expect(try incoming(app).isEmpty)
        }
    }

    @Test func `a body that breaks off leaves nothing`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            let head = head(fixture, fixture.officer, length: 1_000_000)
            let connection = try RawConnection(port: app.client.port)
            await connection.send(head + String(repeating: "a,b\n", count: 1000))
            await connection.finish()
            #expect(await connection.read() != nil)
            // The server lets go of the upload some moments after the socket.
            let deadline = ContinuousClock.now + .seconds(20)
            while try !incoming(app).isEmpty, ContinuousClock.now < deadline { await Task.yield() }
            #expect(try incoming(app).isEmpty)
            #expect(try stored(app).isEmpty)
            let list = try await app.client.get(fixture.path + "/files", token: fixture.officer)
            #expect(list.json["items"]?.array == [])
        }
    }

    private func answer(_ app: TestApp, _ request: String) async throws -> String {
        let connection = try RawConnection(port: app.client.port)
        await connection.send(request)
        return try #require(await connection.read())
    }

    @Test func `nobody's body is read who may not upload, nor one that is too large`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.draftRelease()
            // None of these sends its body: an answer shows that it was not waited for.
            let stranger = try await app.person("Sten").token
            let hidden = try await answer(app, head(fixture, stranger, length: 1000))
            #expect(hidden.hasPrefix("HTTP/1.1 404"))
            let large = try await answer(app, head(fixture, fixture.officer, length: (8 << 30) + 1))
            #expect(large.hasPrefix("HTTP/1.1 413"))
            let endless = try await answer(
                app,
                head(fixture, fixture.officer, length: 1)
                    .replacing("Content-Length: 1\r\n", with: "Transfer-Encoding: chunked\r\n")
            )
            #expect(endless.hasPrefix("HTTP/1.1 411"))
        }
    }

    private func head(_ fixture: DatasetFixture, _ token: String, length: Int) -> String {
        [
            "PUT \(fixture.path)/files/a.csv HTTP/1.1", "Host: localhost", "Connection: close",
            "Authorization: Bearer \(token)", "Content-Type: text/csv",
            "Content-Digest: sha-256=:\(Data(repeating: 7, count: 32).base64EncodedString()):",
            "Content-Length: \(length)", "", "",
        ].joined(separator: "\r\n")
    }

    private func incoming(_ app: TestApp) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: app.state.files + "/incoming")
    }

    private func stored(_ app: TestApp) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: app.state.files + "/sha256").filter {
            $0.contains("/")
        }
    }
}
