// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import TestSupport
import Testing

/// `teahouse moderate`.
@Suite(.serialized) struct ModerateTests {
    @Test func `nothing is decided by a dry run or without a yes`() async throws {
        try await Serving.run { serving in
            let path = try await serving.submitProblem()
            let pid = String(path.dropFirst("/v1/problems/".count))
            let approve = ["moderate", "problem", "approve", pid, "--reason", "Clear."] + serving.remote
            let token = try serving.token("moderator")
            let before = try await serving.client.get(path, token: token)

            let dry = try await CommandLineTool.run(approve + ["--dry-run"])
            #expect(dry.code == 0)
            #expect(dry.output.contains(pid))
            let silent = try await CommandLineTool.run(approve)
            #expect(silent.code == 1)
            #expect(silent.error.contains("--yes"))
            let after = try await serving.client.get(path, token: token)
            #expect(after.body == before.body)
            #expect(after["etag"] == before["etag"])

            let other = try await CommandLineTool.run(approve + ["--yes", "--as", "provider"])
            #expect(other.code == 1)
            #expect(other.error.contains("role") || other.error.contains("scope"))
            #expect(try await CommandLineTool.run(approve + ["--yes", "--as", "nobody"]).code == 3)
            let done = try await CommandLineTool.run(approve + ["--yes", "--json"])
            #expect(done.code == 0)
            #expect(done.json["state"]?.string == "open")
            #expect(try await CommandLineTool.run(approve + ["--yes"]).code == 1)
        }
    }

    @Test func `a configuration that others may read is refused`() async throws {
        try await Serving.run { serving in
            let folder = serving.state + "/config/teahouse"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let file = folder + "/config.toml"
            let text = "url = \"\(serving.url)\"\ntoken = \"\(try serving.token("moderator"))\"\n"
            func queue(mode: Int) async throws -> CommandLineTool.Result {
                let attributes: [FileAttributeKey: Any] = [.posixPermissions: mode]
                try Data(text.utf8).write(to: URL(filePath: file))
                try FileManager.default.setAttributes(attributes, ofItemAtPath: file)
                return try await CommandLineTool.run(
                    ["moderate", "queue"],
                    environment: ["XDG_CONFIG_HOME": serving.state + "/config"]
                )
            }
            let open = try await queue(mode: 0o644)
            #expect(open.code == 3)
            #expect(open.error.contains("chmod 600"))
            #expect(try await queue(mode: 0o600).code == 0)
        }
    }

    @Test func `without a server or a token it cannot run, and a bad token is refused`() async throws {
        let environment = ["XDG_CONFIG_HOME": "/nonexistent"]
        let nowhere = try await CommandLineTool.run(["moderate", "queue"], environment: environment)
        #expect(nowhere.code == 3)
        let nobody = try await CommandLineTool.run(
            ["moderate", "queue", "--url", "http://127.0.0.1:1"],
            environment: environment
        )
        #expect(nobody.code == 3)
        let silent = try await CommandLineTool.run(
            ["moderate", "queue", "--url", "http://127.0.0.1:1"],
            environment: environment.merging(["TEAHOUSE_TOKEN": "thp_wrong"]) { $1 }
        )
        #expect(silent.code == 3)
        #expect(silent.error.contains("does not answer"))
        try await Serving.run(demo: false) { serving in
            let refused = try await CommandLineTool.run(
                ["moderate", "queue", "--url", serving.url],
                environment: environment.merging(["TEAHOUSE_TOKEN": "thp_wrong"]) { $1 }
            )
            #expect(refused.code == 1)
            #expect(refused.error.contains("unauthorized"))
        }
    }
}
