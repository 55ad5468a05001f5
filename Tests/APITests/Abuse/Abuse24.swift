import Domain
// SPDX-License-Identifier: Apache-2.0
import JSON
import Store
import TestSupport
import Testing

/// Questions that would cost the database more than they are worth.
@Suite struct Abuse24 {
    @Test func `abuse 24: lists have a longest page, no free order and no cursor of one's own`() async throws
    {
        try await TestApp.run { app in
            let paths = ["/v1/problems", "/v1/datasets", "/v1/publications"]
            let wrong = [
                "limit=1000000000", "limit=101", "limit=0", "limit=-1", "limit=99999999999999999999",
                "limit=1e2",
                "page=1000000000", "offset=1000000000", "sort=random()", "order=description", "q=%25%25%25",
                "cursor=AAAA", "cursor=\(String(repeating: "A", count: 4000))", "limit=1&limit=2", "Limit=1",
                (0..<500).map { "p\($0)=1" }.joined(separator: "&"),
            ]
            for path in paths {
                for query in wrong {
                    let refused = try await app.client.get("\(path)?\(query)")
                    #expect(refused.status == 400, "\(path)?\(query.prefix(60))")
                }
                #expect(try await app.client.get("\(path)?limit=100").status == 200)
            }
        }
    }

    @Test func `abuse 24: a cursor that somebody else was given shows nothing of theirs`() async throws {
        try await TestApp.run { app in
            let university = try await app.organisation(.university, "Nordmark")
            let ada = try await app.person("Ada", in: university, as: [.researcher]).token
            let bob = try await app.person("Bob", in: university, as: [.researcher]).token
            let own: JSON = [
                "title": "Wear of pumps", "abstract": "By region.", "language": "en", "kind": "solution",
                "license": "CC-BY-4.0",
            ]
            for token in [ada, ada, ada, bob] {
                _ = try await app.client.post("/v1/findings", token: token, own).expecting(201)
            }
            let first = try await app.client.get("/v1/findings?limit=1", token: ada).expecting(200)
            let next = try #require(first["link"]?.split(separator: ">").first?.dropFirst())
            #expect(try await app.client.get(String(next), token: ada).json["items"]?.array?.count == 1)
            // Bob's is newer than the place where the cursor stands, and nobody else's is his.
            #expect(try await app.client.get(String(next), token: bob).json["items"] == [])
            #expect(try await app.client.get(String(next)).status == 401)
        }
    }
}
