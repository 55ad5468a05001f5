// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Store
import TestSupport
import Testing

/// Nobody learns from a refusal whether a code or a token ever was one.
@Suite struct Abuse11 {
    @Test func `abuse 11: unknown, used and misspelt codes are refused alike`() async throws {
        try await TestApp.run { app in
            let house = try await app.organisation(.university, "House")
            let owner = try await app.person("Otto", in: house, as: [.owner]).token
            let invited = try await app.client.post(
                "/v1/organisations/\(house.pid)/invitations",
                token: owner,
                ["name": "Rita", "roles": ["researcher"]]
            )
            let used = try invited.expecting(201).json["code"]?.string ?? ""
            func enrol(_ code: String) async throws -> TestResponse {
                try await app.client.post("/v1/enrolments", ["code": .string(code)])
            }
            #expect(try await enrol(used).status == 201)
            var bodies: Set<String> = []
            for code in [used, try TokenText(.invitation).text, used + "x", "thi_", String(owner.prefix(53))]
            {
                let refused = try await enrol(code)
                #expect(refused.status == 401)
                let instance = refused.json["instance"]?.string ?? "-"
                bodies.insert(refused.text.replacingOccurrences(of: instance, with: ""))
            }
            #expect(bodies.count == 1)
        }
    }

    @Test func `abuse 11: unknown, revoked and misspelt tokens are refused alike`() async throws {
        try await TestApp.run { app in
            let rita = try await app.person("Rita").token
            let made = try await app.client.post(
                "/v1/tokens",
                token: rita,
                ["name": "lost", "scopes": ["read"]]
            ).expecting(201)
            let lost = made.json["token"]?.string ?? ""
            let pid = made.json["pid"]?.string ?? ""
            #expect(try await app.client.send("DELETE", "/v1/tokens/\(pid)", token: rita).status == 204)
            var bodies: Set<String> = []
            for token in [lost, try TokenText(.personal).text, rita + "x", "thp_", "x"] {
                let refused = try await app.client.get("/v1/me", token: token)
                #expect(refused.status == 401)
                let instance = refused.json["instance"]?.string ?? "-"
                bodies.insert(refused.text.replacingOccurrences(of: instance, with: ""))
            }
            #expect(bodies.count == 1)
        }
    }
}
