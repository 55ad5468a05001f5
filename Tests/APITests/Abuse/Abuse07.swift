// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Store
import TestSupport
import Testing

/// What is hidden answers as what does not exist.
@Suite struct Abuse07 {
    @Test func `abuse 7: what is hidden and what does not exist answer with the same bytes`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.submittedFinding()
            let draft = try await app.draftRelease()
            let stranger = try await app.person("Sam").token
            let hidden = [
                ("/v1/findings/", fixture.finding, PID.Kind.finding, ""),
                ("/v1/findings/", fixture.finding, .finding, "/versions/1"),
                ("/v1/findings/", fixture.finding, .finding, "/versions/1/files/result.md"),
                ("/v1/clearances/", fixture.clearance, .clearance, ""),
                ("/v1/datasets/", draft.dataset, .dataset, "/releases/1"),
                ("/v1/datasets/", draft.dataset, .dataset, "/releases/1/files/pumps.csv"),
            ]
            for (path, pid, kind, rest) in hidden {
                let seen = try await app.client.get(path + pid + rest, token: stranger)
                let unknown = try await app.client.get(
                    path + (try PID.random(kind).description) + rest,
                    token: stranger
                )
                #expect(seen.status == 404, "\(path)\(rest)")
                #expect(unknown.status == 404, "\(path)\(rest)")
                #expect(Self.told(seen) == Self.told(unknown), "\(path)\(rest)")
            }
        }
    }

    /// All of an answer but the request's own number, the time and how much may still be asked.
    private static func told(_ answer: TestResponse) -> [String] {
        let own: Set<String> = ["request-id", "date", "ratelimit", "ratelimit-policy", "traceparent"]
        let headers = answer.headers.filter { !own.contains($0.key) }.map { "\($0.key): \($0.value)" }
        let instance = answer.json["instance"]?.string ?? "-"
        return headers.sorted() + [answer.text.replacingOccurrences(of: instance, with: "")]
    }
}
