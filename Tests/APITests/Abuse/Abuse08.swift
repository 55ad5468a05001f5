// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import TestSupport
import Testing

/// Data leaves under a grant of the terms that were accepted, and under nothing else.
@Suite struct Abuse08 {
    @Test func `abuse 8: without a grant no header of a request gets at a file`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let path = fixture.path + "/files/pumps.csv"
            let university = try await app.organisation(.university, "Nordmark University")
            let holder = try await app.person("Rita", in: university, as: [.researcher]).token
            let other = try await app.person("Sam", in: university, as: [.researcher]).token
            _ = try await app.grantAccess(to: fixture, for: holder).expecting(200)
            let etag = try await app.client.get(path, token: holder).expecting(200)["etag"] ?? ""
            let tries: [[String: String]] = [
                [:], ["Range": "bytes=0-0"], ["If-None-Match": etag], ["If-None-Match": "*"],
                ["Range": "bytes=0-0", "If-Range": etag], ["If-Match": "\"none\""],
            ]
            for headers in tries {
                for method in ["GET", "HEAD"] {
                    let refused = try await app.client.send(method, path, token: other, headers: headers)
                    #expect(refused.status == 403, "\(method) \(headers)")
                    #expect(refused["etag"] == nil)
                }
            }
        }
    }

    @Test func `abuse 8: terms other than the release's are not accepted`() async throws {
        try await TestApp.run { app in
            let fixture = try await app.release()
            let university = try await app.organisation(.university, "Nordmark University")
            let researcher = try await app.person("Rita", in: university, as: [.researcher]).token
            let older = JSON.string(String(repeating: "0", count: 64))
            for digest in [older, .null, ""] {
                let refused = try await app.client.post(
                    fixture.path + "/access-requests",
                    token: researcher,
                    ["purpose": "To study wear.", "terms_digest": digest]
                )
                #expect((400..<500).contains(refused.status), "\(digest)")
            }
            let file = try await app.client.get(fixture.path + "/files/pumps.csv", token: researcher)
            #expect(file.code == "agreement_required")
        }
    }
}
