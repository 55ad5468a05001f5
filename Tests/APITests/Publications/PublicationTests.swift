// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Publication
import Store
import TestSupport
import Testing

/// The public record.
@Suite struct PublicationTests {
    @Test func `a publication is read by anybody, whole, by its head, and only if it changed`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let path = "/v1/publications/\(pid)"
            let whole = try await app.client.get(path)
            #expect(whole.status == 200)
            #expect(whole.json["pid"]?.string == pid)
            #expect(whole.json["concept"]?.string == fixture.finding)
            #expect(whole.json.canonical == whole.body)
            #expect(whole["cache-control"] == "public, max-age=0, must-revalidate")
            let date = try #require(whole["last-modified"])
            #expect(date.hasSuffix(" GMT") && date.count == 29)
            // The second answer comes from memory and is the same.
            for _ in 1...2 {
                let head = try await app.client.send("HEAD", path)
                #expect(head.status == 200)
                #expect(head.body == [])
                #expect(head["content-length"] == String(whole.body.count))
                for name in ["etag", "last-modified", "content-type"] {
                    #expect(head[name] == whole[name], "\(name)")
                }
            }
            let etag = try #require(whole["etag"])
            for tag in [etag, "W/\(etag)", "\"other\", \(etag)", "*"] {
                let same = try await app.client.get(path, headers: ["If-None-Match": tag])
                #expect(same.status == 304, "\(tag)")
                #expect(same.body == [])
                #expect(same["etag"] == etag)
                #expect(same["content-type"] == nil)
                let head = try await app.client.send("HEAD", path, headers: ["If-None-Match": tag])
                #expect(head.status == 304, "\(tag)")
            }
            #expect(try await app.client.get(path, headers: ["If-None-Match": "\"x\""]).status == 200)
            let file = try await app.client.get(path + "/files/result.md")
            #expect(file.text == TestApp.resultText)
            #expect(try await app.client.get(path + "/files/other.md").status == 404)
        }
    }

    @Test func `what is not published is not found`() async throws {
        try await TestApp.run { app in
            let unknown = try PID.random(.publication).description
            for name in [unknown, "pu-000000000000", "x", try PID.random(.finding).description] {
                for part in ["", "/certificate", "/revocation", "/files/result.md"] {
                    let response = try await app.client.get("/v1/publications/\(name)\(part)")
                    #expect(response.status == 404, "\(name)\(part)")
                    #expect(response.code == "not_found")
                }
            }
            let (_, pid) = try await app.published()
            #expect(try await app.client.get("/v1/publications/\(pid)/revocation").status == 404)
            #expect(try await app.client.get("/v1/publications/\(pid)?full=1").status == 400)
            #expect(try await app.client.get("/v1/publications?kind=essay").code == "bad_parameter")
            #expect(try await app.client.get("/v1/publications?cursor=AAAA").code == "bad_cursor")
            #expect(try await app.client.get("/v1/publications?limit=0").status == 400)
        }
    }

    @Test func `lists end where the publications end, at a whole page too`() async throws {
        try await TestApp.run { app in
            let (_, pid) = try await app.published()
            let copies = try await app.copyPublication(pid, times: 5)
            for limit in [1, 2, 3, 4, 6, 7] {
                var path: String? = "/v1/publications?kind=solution&limit=\(limit)"
                var pages: [Int] = []
                var seen: [String] = []
                while let next = path {
                    let page = try await app.client.get(next).expecting(200)
                    let items = page.json["items"]?.array?.compactMap { $0["pid"]?.string } ?? []
                    pages.append(items.count)
                    seen += items
                    path = page["link"].flatMap {
                        $0.split(separator: ">").first.map { String($0.dropFirst()) }
                    }
                }
                #expect(pages.count == (6 + limit - 1) / limit, "\(pages)")
                #expect(!pages.contains(0))
                #expect(Set(seen) == Set(copies + [pid]))
                #expect(seen.count == 6)
            }
            let none = try await app.client.get("/v1/publications?kind=negative")
            #expect(none.json["items"]?.array == [])
        }
    }

    @Test func `the certificate of a publication verifies, and no changed byte does`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let document = try await app.client.get("/v1/publications/\(pid)").body
            let file = try await app.client.get("/v1/publications/\(pid)/certificate")
            let list = try await app.client.get("/v1/keys")
            let same = try await app.client.get("/v1/keys", headers: ["If-None-Match": list["etag"] ?? ""])
            #expect(same.status == 304)
            let keys = try TrustedKeys(file: list.body)
            let result = verifyCertificate(file: file.body, keys: keys, document: document)
            #expect(result.isValid)
            for name in ["format", "signature", "document"] { #expect(result[name] == .passed, "\(name)") }
            let certificate = try Signed<Certificate>(parsing: file.body).content
            #expect(certificate.clearances.map(\.outcome) == [.noObjection])
            #expect(certificate.clearances.map(\.organisation) == [fixture.data.provider.pid])
            #expect(certificate.screening.outcome == .passed)
            #expect(certificate.releases.map(\.pid.description) == [fixture.data.dataset])
            for position in stride(from: 0, to: file.body.count, by: 41) {
                var flipped = file.body
                flipped[position] ^= 1
                #expect(!verifyCertificate(file: flipped, keys: keys, document: document).isValid)
            }
            var changed = document
            changed[changed.count / 2] ^= 1
            #expect(verifyCertificate(file: file.body, keys: keys, document: changed)["document"] == .failed)
        }
    }

    @Test func `the database signs nothing before every gate is open`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            #expect(try await certificateRefusal(app) == "certificates_gates")
            _ = try await app.until("the screening", at: fixture.version, token: fixture.author) {
                $0.json["gates"]?["screening"]?["state"]?.string == "passed"
            }
            #expect(try await certificateRefusal(app) == "certificates_gates")
            _ = try await app.act("accept", at: fixture.version, token: fixture.data.moderator).expecting(200)
            #expect(try await certificateRefusal(app) == "certificates_gates")
            let bare = await #expect(throws: PostgresError.self) {
                try await app.asRole("teahouse_platform") { db in
                    try Self.insertPublication(db)
                }
            }
            #expect(bare?.constraint == "publications_certified")
        }
    }

    @Test func `the database changes no published document`() async throws {
        try await TestApp.run { app in
            _ = try await app.published()
            let denied = await #expect(throws: PostgresError.self) {
                try await app.asRole("teahouse_platform") { db in
                    _ = try db.execute(
                        "UPDATE publications SET document = '\\x7b7d', digest = sha256('\\x7b7d')"
                    )
                }
            }
            #expect(denied?.sqlState == "42501")
            let fixed = await #expect(throws: PostgresError.self) {
                try await app.asSuperuser { db in
                    _ = try db.execute(
                        "UPDATE publications SET document = '\\x7b7d', digest = sha256('\\x7b7d')"
                    )
                }
            }
            #expect(fixed?.constraint == "publications_immutable")
            let unsigned = await #expect(throws: PostgresError.self) {
                try await app.asRole("teahouse_platform") { db in
                    _ = try db.execute(
                        "UPDATE publications SET state = 'withdrawn', withdrawn_at = now(), tombstone = '{}'"
                    )
                }
            }
            #expect(unsigned?.constraint == "publications_revoked")
            for statement: SQL in [
                "DELETE FROM publications", "DELETE FROM certificates",
                "UPDATE certificates SET envelope = '{}'",
            ] {
                let error = await #expect(throws: PostgresError.self) {
                    try await app.asRole("teahouse_platform") { db in
                        _ = try db.execute(statement)
                    }
                }
                #expect(error?.sqlState == "42501")
            }
        }
    }

    /// The constraint that refuses a certificate for the only version there is.
    private func certificateRefusal(_ app: TestApp) async throws -> String? {
        do {
            try await app.asRole("teahouse_platform") { db in
                try Self.insertPublication(db)
                _ = try db.execute(
                    """
                    INSERT INTO certificates (publication, version, envelope, digest, key_id)
                    SELECT id, version, '{}', sha256('{}'), 'k' FROM publications
                    """
                )
            }
            return nil
        } catch let error as PostgresError {
            return error.constraint
        }
    }

    private static func insertPublication(_ db: Connection) throws {
        _ = try db.execute(
            """
            INSERT INTO publications (pid, finding, version, state, document, digest, published_at)
            SELECT v.reserved_pid, v.finding, v.id, 'published', k.document, sha256(k.document), now()
            FROM finding_versions v JOIN certifications k ON k.version = v.id
            """
        )
    }
}
