// SPDX-License-Identifier: Apache-2.0
import API
import Domain
import JSON
import Store
import TestSupport
import Testing

/// Members that a client has no business to set.
@Suite struct Abuse02 {
    private static let members = ["role", "state", "owner_id", "published_at", "pid", "created_by"]

    @Test func `abuse 2: an object is not made with members of the platform's own`() async throws {
        try await TestApp.run { app in
            let data = try await app.draftRelease()
            let bodies: [(path: String, body: JSON)] = [
                (
                    "/v1/datasets",
                    [
                        "organisation": .string(data.provider.pid.description), "title": "T",
                        "description": "D.",
                        "keywords": [],
                    ]
                ),
                ("/v1/datasets/\(data.dataset)/releases", ["profile": "agreement", "terms": "T."]),
                ("/v1/tokens", ["name": "N", "scopes": ["read"]]),
            ]
            for (path, body) in bodies {
                for member in Self.members {
                    let made = try await app.client.post(
                        path,
                        token: data.officer,
                        body.adding(member, "released")
                    )
                    #expect(made.status == 422, "\(path) \(member)")
                    #expect(made.pointers == ["/\(member)"], "\(path) \(member)")
                }
            }
        }
    }

    @Test func `abuse 2: a change of a member that is not the client's changes nothing`() async throws {
        try await TestApp.run { app in
            let data = try await app.draftRelease()
            let finding = try await app.submittedFinding()
            let next = try await app.client.send(
                "POST",
                "/v1/findings/\(finding.finding)/versions",
                token: finding.author
            ).expecting(201)
            let places = [(data.path, data.officer), (next["location"] ?? "", finding.author)]
            for (path, token) in places {
                let before = try await app.client.get(path, token: token).expecting(200)
                for member in Self.members {
                    let refused = try await app.client.send(
                        "PATCH",
                        path,
                        token: token,
                        body: (["title": "Mine"] as JSON).adding(member, "published").canonical,
                        headers: ["If-Match": "*"]
                    )
                    #expect(refused.status == 422, "\(path) \(member)")
                    #expect(refused.pointers.contains("/\(member)"), "\(path) \(member)")
                }
                #expect(try await app.client.get(path, token: token).body == before.body)
            }
        }
    }
}
