// SPDX-License-Identifier: Apache-2.0
import Domain
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
}
