// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import OpenSSL
import TestSupport
import Testing

extension Serving {
    /// Where the server is and who speaks.
    var remote: [String] { ["--url", url, "--credentials", state + "/credentials.json"] }

    /// The demonstration's researcher begins a finding with one file and puts it before
    /// its gates; its public id.
    func submitFinding(_ title: String, text: String) async throws -> String {
        let token = try token("researcher")
        let begun = try await client.post(
            "/v1/findings",
            token: token,
            [
                "title": .string(title), "abstract": "Makers differ.", "language": "en", "kind": "solution",
                "license": "CC-BY-4.0",
            ]
        ).expecting(201)
        let pid = try #require(begun.json["pid"]?.string)
        try await submit("/v1/findings/\(pid)/versions/1", text: text)
        return pid
    }

    /// Puts a draft version with this text before its gates, and waits for its screening.
    func submit(_ version: String, text: String) async throws {
        let token = try token("researcher")
        let bytes = Array(text.utf8)
        let digest = Data(SHA256.digest(of: bytes)).base64EncodedString()
        _ = try await client.send(
            "PUT",
            version + "/files/result.md",
            token: token,
            body: bytes,
            headers: ["Content-Type": "text/markdown", "Content-Digest": "sha-256=:\(digest):"]
        )
        let people: JSON = ["contributions": [["name": "Rhea", "credit_roles": ["software"]]]]
        _ = try await client.send(
            "PUT",
            version + "/contributions",
            token: token,
            body: people.canonical,
            headers: ["If-Match": "*"]
        ).expecting(200)
        _ = try await client.post(version + "/actions/submit", token: token, headers: ["If-Match": "*"])
            .expecting(200)
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            let seen = try await client.get(version, token: token).json
            if seen["gates"]?["screening"]?["state"]?.string != "pending" { return }
        }
        Issue.record("the screening did not end")
    }
}
