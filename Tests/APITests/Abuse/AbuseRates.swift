// SPDX-License-Identifier: Apache-2.0
import API
import Domain
import JSON
import Store
import TestSupport
import Testing

/// Nobody gets more of a rate by writing a header in another way.
@Suite struct AbuseRates {
    private static let rated = EdgeOptions(person: 6, address: 4, failures: 100)

    private static func statuses(_ count: Int, _ ask: (Int) async throws -> TestResponse) async throws
        -> [Int]
    {
        var statuses: [Int] = []
        for number in 0..<count { statuses.append(try await ask(number).status) }
        return statuses
    }

    @Test func `a person has one rate, however the scheme is written and whatever token is shown`()
        async throws
    {
        try await TestApp.run(edge: Self.rated) { app in
            let ada = try await app.person("Ada")
            let body: JSON = ["name": "two", "scopes": ["read"]]
            let made = try await app.client.post("/v1/tokens", token: ada.token, body).expecting(201)
            let tokens = [ada.token, made.json["token"]?.string ?? ""]
            let schemes = ["Bearer", "bearer", "bEARER", "BEARER"]
            let answers = try await Self.statuses(8) { number in
                let header = "\(schemes[number % 4]) \(tokens[number % 2])"
                return try await app.client.get("/v1/me", headers: ["Authorization": header])
            }
            #expect(answers == [200, 200, 200, 200, 200, 429, 429, 429])
        }
    }

    @Test func `a new wrong token with each request is the address's`() async throws {
        try await TestApp.run(edge: Self.rated) { app in
            let answers = try await Self.statuses(6) { _ in
                try await app.client.get(
                    "/v1/problems",
                    token: try TokenText(.personal).text,
                    headers: ["X-Forwarded-For": "203.0.113.1"]
                )
            }
            #expect(answers == [401, 401, 401, 401, 429, 429])
            // Nor does what they do there touch a person at the same address.
            let ada = try await app.person("Ada").token
            let address = ["X-Forwarded-For": "203.0.113.1"]
            #expect(try await app.client.get("/v1/me", token: ada).status == 200)
            #expect(try await app.client.get("/v1/me", token: ada, headers: address).status == 200)
        }
    }

    @Test func `a token that was revoked is nobody's`() async throws {
        try await TestApp.run(edge: Self.rated) { app in
            let ada = try await app.person("Ada")
            let body: JSON = ["name": "two", "scopes": ["read"]]
            let made = try await app.client.post("/v1/tokens", token: ada.token, body).expecting(201)
            let (lost, pid) = (made.json["token"]?.string ?? "", made.json["pid"]?.string ?? "")
            #expect(try await app.client.get("/v1/me", token: lost).status == 200)
            #expect(try await app.client.send("DELETE", "/v1/tokens/\(pid)", token: ada.token).status == 204)
            // The first one is taken for hers, and shows that it is not.
            #expect(
                try await Self.statuses(3) { _ in try await app.client.get("/v1/me", token: lost) } == [
                    401, 401, 401,
                ]
            )
            #expect(try await app.client.get("/v1/me", token: ada.token).status == 200)
        }
    }
}
