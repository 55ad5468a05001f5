// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Publication
import Store
import TestSupport
import Testing

/// Taking a publication back.
@Suite struct WithdrawalTests {
    private static let reason = TestApp.withdrawal

    @Test func `an author withdraws; a tombstone and a revocation stay`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let path = "/v1/publications/\(pid)"
            let etag = try await app.client.get(path).expecting(200)["etag"] ?? ""
            let answer = try await app.act("withdraw", at: path, token: fixture.author, Self.reason)
            #expect(answer.status == 200)
            // The cache hears of it by the database's announcement.
            let gone = try await app.until("the cache", at: path, within: .seconds(2)) { $0.status == 410 }
            #expect(gone.code == "withdrawn")
            #expect(gone.json["tombstone"]?["pid"]?.string == pid)
            #expect(gone.json["tombstone"]?["reason"] == ["category": "error"])
            #expect(try await app.client.get(path, headers: ["If-None-Match": etag]).status == 410)
            #expect(try await app.client.send("HEAD", path).status == 410)
            #expect(try await app.client.get(path + "/files/result.md").status == 410)
            #expect(try await app.client.get("/v1/publications").json["items"]?.array == [])
            let version = try await app.client.get(fixture.version, token: fixture.author)
            #expect(version.json["state"]?.string == "withdrawn")
            let again = try await app.act("withdraw", at: path, token: fixture.author, Self.reason)
            #expect(again.code == "wrong_state")
        }
    }

    @Test func `the tombstone comes from memory, until the publication is announced again`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let path = "/v1/publications/\(pid)"
            let etag = try await app.client.get(path).expecting(200)["etag"] ?? ""
            try await app.withdraw(pid, by: fixture.author)
            let gone = try await app.until("the cache", at: path) { $0.status == 410 }
            let before = try await Self.gauge("hits_total", app)
            for headers in [[:], ["If-None-Match": etag], ["Accept": "application/json"]] {
                let again = try await app.client.get(path, headers: headers)
                #expect(again.status == 410)
                #expect(again.withoutInstance == gone.withoutInstance)
                #expect(again.json["instance"] != gone.json["instance"])
                for name in ["content-type", "cache-control"] {
                    #expect(again[name] == gone[name], "\(name)")
                }
            }
            let head = try await app.client.send("HEAD", path)
            #expect(head.status == 410)
            #expect(head.body == [])
            #expect(try await Self.gauge("hits_total", app) >= before + 3)
            #expect(try await Self.gauge("entries", app) == 1)
            try await app.asSuperuser { db in try db.execute("SELECT pg_notify('publications', \(pid))") }
            try await app.until("the announcement") { try await Self.gauge("entries", app) == 0 }
        }
    }

    /// What the metrics say of the cache.
    private static func gauge(_ name: String, _ app: TestApp) async throws -> Double {
        let lines = try await app.client.get("/metrics").text.split(separator: "\n")
        let line = lines.first { $0.hasPrefix("teahouse_cache_\(name) ") }
        return try #require(line?.split(separator: " ").last.flatMap { Double($0) })
    }

    @Test func `the revocation verifies offline against the certificate`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let path = "/v1/publications/\(pid)"
            let document = try await app.client.get(path).body
            let made = try await app.act("withdraw", at: path, token: fixture.author, Self.reason)
            let revocation = try await app.client.get(path + "/revocation").expecting(200)
            #expect(revocation.body == made.body)
            let certificate = try await app.client.get(path + "/certificate").expecting(200)
            let keys = try TrustedKeys(file: try await app.client.get("/v1/keys").body)
            let before = verifyCertificate(file: certificate.body, keys: keys, document: document)
            #expect(before.isValid)
            let after = verifyCertificate(
                file: certificate.body,
                keys: keys,
                document: document,
                revocations: [revocation.body]
            )
            #expect(after["revocation"] == .failed)
            #expect(after["signature"] == .passed)
            var flipped = revocation.body
            flipped[flipped.count / 2] ^= 1
            let broken = verifyCertificate(file: certificate.body, keys: keys, revocations: [flipped])
            #expect(broken["revocation"] == .failed)
        }
    }

    @Test func `authors withdraw, and nobody else`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let path = "/v1/publications/\(pid)"
            let stranger = try await app.person("Sten", in: fixture.university, as: [.researcher]).token
            let admin = try await app.person("Anna", platform: [.admin]).token
            for token in [stranger, fixture.clearer, fixture.data.moderator, admin] {
                let refused = try await app.act("withdraw", at: path, token: token, Self.reason)
                #expect(refused.status == 403)
                #expect(refused.code == "role")
            }
            #expect(try await app.act("withdraw", at: path, token: nil, Self.reason).status == 401)
            let unknown = "/v1/publications/\(try PID.random(.publication))"
            #expect(try await app.act("withdraw", at: unknown, token: stranger, Self.reason).status == 404)
            #expect(try await app.client.get(path).status == 200)
        }
    }

    @Test func `the role is asked first, then what was read, then the reason`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let stranger = try await app.person("Sten").token
            let cases: [(String, String?, Int)] = [
                (stranger, nil, 403), (fixture.author, nil, 428), (fixture.author, "\"no-such-tag\"", 412),
                (fixture.author, "*", 422),
            ]
            for (token, tag, status) in cases {
                let answer = try await app.client.post(
                    "/v1/publications/\(pid)/actions/withdraw",
                    token: token,
                    [:],
                    headers: tag.map { ["If-Match": $0] } ?? [:]
                )
                #expect(answer.status == status)
            }
        }
    }

    @Test func `of two who withdraw at once, one does`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let path = "/v1/publications/\(pid)"
            async let first = app.act("withdraw", at: path, token: fixture.author, Self.reason)
            async let second = app.act("withdraw", at: path, token: fixture.author, Self.reason)
            let answers = try await [first, second]
            #expect(answers.map(\.status).sorted() == [200, 409])
        }
    }

    @Test func `a withdrawal says why by a category of the list, and signs nothing else`() async throws {
        try await TestApp.run { app in
            let (fixture, pid) = try await app.published()
            let path = "/v1/publications/\(pid)"
            for body: JSON in [
                [:], ["category": "whim"], ["category": .null], ["reason": "Wrong."],
                ["category": "error", "reason": "Wrong."], ["category": "error", "note": ""],
                ["category": "error", "note": .string(String(repeating: "n", count: 301))],
            ] {
                #expect(try await app.act("withdraw", at: path, token: fixture.author, body).status == 422)
            }
            #expect(try await app.client.get(path).status == 200)
            let made = try await app.act(
                "withdraw",
                at: path,
                token: fixture.author,
                ["category": "rights", "note": "The photograph is not ours."]
            ).expecting(200)
            let reason = made.json["revocation"]?["reason"]
            #expect(reason == ["category": "rights"])
            #expect(made.json["revocation"]?["schema"]?.string?.hasSuffix("/revocation/2") == true)
            let gone = try await app.until("the cache", at: path) { $0.status == 410 }
            #expect(gone.json["tombstone"]?["schema"]?.string?.hasSuffix("/tombstone/2") == true)
            #expect(!gone.text.contains("photograph"))
        }
    }

    @Test func `after a withdrawn version comes another one`() async throws {
        try await TestApp.run { app in
            let (fixture, first) = try await app.published()
            try await app.withdraw(first, by: fixture.author)
            let begun = try await app.client.post(
                "/v1/findings/\(fixture.finding)/versions",
                token: fixture.author
            ).expecting(201)
            #expect(begun.json["version"]?.integer == 2)
            #expect(begun.json["state"] == "draft")
            let submitted = try await app.submit(fixture.version(2), by: fixture.author).expecting(200)
            // Through all gates anew.
            #expect(submitted.json["state"] == "submitted")
            #expect(submitted.json["gates"]?["moderation"]?["state"] == "pending")
        }
    }
}
