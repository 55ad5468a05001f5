// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import TestSupport

extension TestApp {
    /// The server, and whose token speaks, as the environment says it.
    func remote(_ token: String) -> [String: String] {
        ["TEAHOUSE_URL": "http://127.0.0.1:\(client.port)", "TEAHOUSE_TOKEN": token]
    }

    /// Runs `teahouse moderate` on this server.
    func moderate(_ arguments: String..., as token: String) async throws -> CommandLineTool.Result {
        try await CommandLineTool.run(["moderate"] + arguments, environment: remote(token))
    }

    /// Begins the next version of a fixture's finding, which has the files of the one before.
    func nextVersion(of fixture: FindingFixture, _ number: Int = 2) async throws -> String {
        _ = try await client.post("/v1/findings/\(fixture.finding)/versions", token: fixture.author)
            .expecting(201)
        return fixture.version(number)
    }

    /// Changes what a version says of itself.
    func edit(_ version: String, of fixture: FindingFixture, _ body: String, at part: String = "")
        async throws
    {
        _ = try await client.send(
            part.isEmpty ? "PATCH" : "PUT",
            version + part,
            token: fixture.author,
            body: Array(body.utf8),
            headers: ["If-Match": "*"]
        ).expecting(200)
    }

    /// Puts a version before its gates, and waits for its screening.
    func submitAndScreen(_ version: String, of fixture: FindingFixture) async throws {
        _ = try await submit(version, by: fixture.author).expecting(200)
        _ = try await until("the screening", at: version, token: fixture.author) {
            $0.json["gates"]?["screening"]?["state"]?.string != "pending"
        }
    }
}
