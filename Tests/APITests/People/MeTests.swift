// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import TestSupport
import Testing

/// `/v1/me`.
@Suite struct MeTests {
    @Test func `a token's holder is told who they are`() async throws {
        try await TestApp.run { app in
            let university = try await app.organisation(.university, "Nordmark University")
            let (person, token) = try await app.person("Ada", in: university, as: [.researcher])
            let response = try await app.client.get("/v1/me", token: token)
            #expect(response.status == 200)
            #expect(response.json["pid"]?.string == person.pid.description)
            #expect(response.json["memberships"]?.array?.first?["role"]?.string == "researcher")
        }
    }

    @Test func `without a token, or with a wrong one, the answer is 401 with a challenge`() async throws {
        try await TestApp.run { app in
            for token in [nil, "thp_wrong", "thp_" + String(repeating: "0", count: 49)] {
                let response = try await app.client.get("/v1/me", token: token)
                #expect(response.status == 401)
                #expect(response.code == "unauthorized")
                #expect(response["www-authenticate"]?.hasPrefix("Bearer") == true)
            }
        }
    }
}
