// SPDX-License-Identifier: Apache-2.0
import JSON
import TestSupport
import Testing

/// The check that every other test goes through can fail.
struct ContractCheckTests {
    private let check = ContractCheck.shared

    private func answer(_ status: Int, _ json: JSON, _ headers: [String: String] = [:]) -> TestResponse {
        let type = status < 400 ? "application/json" : "application/problem+json"
        let all = ["content-type": type, "request-id": "x"].merging(headers) { $1 }
        return TestResponse(status: status, headers: all, body: json.canonical)
    }

    private let listing: JSON = [
        "pid": "pu-6ffqwfs1j492", "concept": "fi-51q28f5p3w22", "version": 1, "title": "A title",
        "kind": "solution",
        "digest": "sha256:275008d9a99897380c727c43c6a2be2f05707191130ed38c7c70ebdf2387cfbd",
        "published_at": "2026-11-24T13:52:22Z",
    ]

    private func faults(_ change: (inout [String: JSON]) -> Void) throws -> [String] {
        var members = try #require(listing.object)
        change(&members)
        return check.faults("GET", "/v1/publications?limit=1", answer(200, ["items": [.object(members)]]))
    }

    @Test func `what keeps the contract has no fault`() throws {
        #expect(try faults { _ in } == [])
        let details: JSON = [
            "type": "https://teahouse.example/problems/not_found", "title": "Not Found", "status": 404,
            "code": "not_found",
            "detail": "x", "instance": "y",
        ]
        #expect(check.faults("GET", "/v1/flags/x", answer(404, details)) == [])
        #expect(check.faults("GET", "/nowhere", answer(404, details)) == [])
    }

    @Test func `each way to break it is found`() throws {
        #expect(try !faults { $0["pid"] = nil }.isEmpty)
        #expect(try !faults { $0["secret"] = "x" }.isEmpty)
        #expect(try !faults { $0["version"] = "1" }.isEmpty)
        #expect(try !faults { $0["version"] = 0 }.isEmpty)
        #expect(try !faults { $0["kind"] = "poem" }.isEmpty)
        #expect(try !faults { $0["pid"] = "fi-6ffqwfs1j492" }.isEmpty)
        #expect(try !faults { $0["published_at"] = "yesterday" }.isEmpty)
        #expect(try !faults { $0["title"] = .null }.isEmpty)
        #expect(!check.faults("GET", "/v1/publications", answer(299, ["items": []])).isEmpty)
        #expect(!check.faults("GET", "/v1/publications", answer(200, [])).isEmpty)
        #expect(
            !check.faults(
                "GET",
                "/v1/publications",
                answer(200, ["items": []], ["content-type": "text/html"])
            ).isEmpty
        )
        #expect(!check.faults("GET", "/v1/keys", answer(200, [:])).isEmpty, "no entity tag")
        #expect(!check.faults("GET", "/v1/me", answer(401, ["code": "unauthorized"])).isEmpty)
        #expect(!check.faults("GET", "/nowhere", answer(200, [:])).isEmpty)
        #expect(!check.faults("DELETE", "/v1/tokens/x", answer(204, ["left": 1])).isEmpty)
    }
}
