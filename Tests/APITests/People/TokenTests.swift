// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import TestSupport
import Testing

/// `/v1/tokens`, and what ends a token.
@Suite struct TokenTests {
    private static func make(
        _ body: JSON,
        _ token: String?,
        _ app: TestApp,
        headers: [String: String] = [:]
    ) async throws -> TestResponse {
        try await app.client.post("/v1/tokens", token: token, body, headers: headers)
    }

    @Test func `a use is noted, of reads as of writes, and not again within a minute`() async throws {
        try await TestApp.run { app in
            let (person, token) = try await app.person("Ada")
            let noted: @Sendable () async throws -> [Instant?] = {
                try await app.asSuperuser { db in
                    try db.rows("SELECT last_used_at FROM tokens WHERE person = \(person.id)") {
                        try $0.next()
                    }
                }
            }
            #expect(try await noted() == [nil])
            #expect(try await app.client.get("/v1/me", token: token).status == 200)
            let first = try await noted()
            #expect(first.first != .some(nil))
            #expect(try await app.client.get("/v1/findings", token: token).status == 200)
            #expect(try await noted() == first)
        }
    }

    @Test func `a token makes one that may do less, shown once`() async throws {
        try await TestApp.run { app in
            let token = try await app.person("Rita").token
            let made = try await Self.make(["name": "script", "scopes": ["read"], "days": 7], token, app)
            #expect(made.status == 201)
            let text = made.json["token"]?.string ?? ""
            #expect(text.hasPrefix("thp_"))
            #expect(try await app.client.get("/v1/me", token: text).json["scopes"] == ["read"])
            #expect(try await app.client.get("/v1/tokens", token: text).code == "scope")

            let list = try await app.client.get("/v1/tokens", token: token)
            #expect(list.json["items"]?.array?.count == 2)
            #expect(!list.text.contains(text))
            #expect(list.json["items"]?.array?.last?["tail"]?.string == String(text.suffix(6)))
        }
    }

    @Test func `a token makes none that may do more`() async throws {
        try await TestApp.run { app in
            let token = try await app.person("Rita", scopes: [.read, .tokens]).token
            let wider = try await Self.make(["name": "n", "scopes": ["read", "findings"]], token, app)
            #expect(wider.status == 403)
            #expect(wider.code == "scope")
            #expect(try await Self.make(["name": "n", "scopes": ["read"]], nil, app).status == 401)
            #expect(try await app.client.get("/v1/tokens", token: token).json["items"]?.array?.count == 1)
        }
    }

    @Test func `a malformed request is refused field by field`() async throws {
        try await TestApp.run { app in
            let token = try await app.person("Rita").token
            func pointers(_ body: JSON) async throws -> Set<String> {
                let response = try await Self.make(body, token, app)
                #expect(response.status == 422)
                return response.pointers
            }
            #expect(try await pointers([:]) == ["/name", "/scopes"])
            #expect(try await pointers(["name": "n", "scopes": ["read", "all"]]) == ["/scopes/1"])
            #expect(
                try await pointers(["name": "n", "scopes": [], "days": 366, "x": 1]) == [
                    "/scopes", "/days", "/x",
                ]
            )
            #expect(try await app.client.get("/v1/tokens", token: token).json["items"]?.array?.count == 1)
        }
    }

    @Test func `a revoked token is worth nothing from the next request on`() async throws {
        try await TestApp.run { app in
            let token = try await app.person("Rita").token
            let made = try await Self.make(["name": "lost", "scopes": ["read"]], token, app)
            let lost = made.json["token"]?.string
            #expect(try await app.client.get("/v1/me", token: lost).status == 200)
            let revoked = try await app.client.send("DELETE", made["location"] ?? "", token: token)
            #expect(revoked.status == 204)
            #expect(try await app.client.get("/v1/me", token: lost).status == 401)
            #expect(try await app.client.send("DELETE", made["location"] ?? "", token: token).status == 404)
        }
    }

    @Test func `nobody revokes somebody else's token`() async throws {
        try await TestApp.run { app in
            let token = try await app.person("Rita").token
            let other = try await app.person("Ada", platform: [.admin]).token
            let mine = try await app.client.get("/v1/tokens", token: token)
            let pid = mine.json["items"]?.array?.first?["pid"]?.string ?? ""
            #expect(try await app.client.send("DELETE", "/v1/tokens/\(pid)", token: other).status == 404)
            #expect(try await app.client.send("DELETE", "/v1/tokens/tk-1", token: other).status == 404)
            #expect(try await app.client.get("/v1/me", token: token).status == 200)
        }
    }

    @Test func `a token ends on its day`() async throws {
        try await TestApp.run { app in
            let token = try await app.person("Rita").token
            let short = try await Self.make(["name": "n", "scopes": ["read"], "days": 1], token, app)
            try await app.advanceClock(days: 1)
            #expect(try await app.client.get("/v1/me", token: short.json["token"]?.string).status == 401)
            #expect(try await app.client.get("/v1/me", token: token).status == 200)
            try await app.advanceClock(days: 364)
            #expect(try await app.client.get("/v1/me", token: token).status == 401)
        }
    }

    @Test func `a suspended person can do nothing from the next request on`() async throws {
        try await TestApp.run { app in
            let (person, token) = try await app.person("Rita")
            #expect(try await app.client.get("/v1/me", token: token).status == 200)
            try await app.asSuperuser { db in
                try db.move(Subject(person.id, PersonState.active), .suspend)
            }
            #expect(try await app.client.get("/v1/me", token: token).status == 401)
            #expect(try await Self.make(["name": "n", "scopes": ["read"]], token, app).status == 401)
            try await app.asSuperuser { db in
                try db.move(Subject(person.id, PersonState.suspended), .resume)
            }
            #expect(try await app.client.get("/v1/me", token: token).status == 200)
        }
    }

    @Test func `the database keeps no token, not even for a repeated request`() async throws {
        try await TestApp.run { app in
            let token = try await app.person("Rita").token
            let body: JSON = ["name": "script", "scopes": ["read"]]
            let key = ["Idempotency-Key": "once"]
            let made = try await Self.make(body, token, app, headers: key)
            let text = made.json["token"]?.string ?? ""
            let again = try await Self.make(body, token, app, headers: key)
            #expect(again.status == 201)
            #expect(again.json["pid"] == made.json["pid"])
            #expect(again.json["token"] == nil)
            #expect(try await app.client.get("/v1/me", token: text).status == 200)
            let kept: Int? = try await app.asSuperuser { db in
                try db.scalar(
                    """
                    SELECT count(*) FROM idempotency_keys
                    WHERE position(convert_to(\(text), 'UTF8') IN body) > 0
                    """
                )
            }
            #expect(kept == 0)
        }
    }
}
