// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import TestSupport
import Testing

/// `teahouse up`: starting, stopping, and being stopped.
@Suite(.serialized) struct UpTests {
    @Test func `it prints one line, keeps the credentials to itself and stops in good order`() async throws {
        try await Serving.withFolder { state in
            let serving = try await Serving.start(state)
            #expect(try await serving.client.get("/v1/me", token: serving.token("admin")).status == 200)
            let file = state + "/credentials.json"
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            async let rest = serving.tool.readAll()
            await serving.stop()
            #expect(await rest == "")
        }
    }

    @Test func `what was acknowledged and every token outlive a server that was killed`() async throws {
        try await Serving.withFolder { state in
            let first = try await Serving.start(state)
            let token = try first.token("provider")
            let problem = try await first.submitProblem()
            await first.killOutright()
            let second = try await Serving.start(state)
            #expect(try second.token("provider") == token)
            let seen = try await second.client.get(problem, token: token)
            #expect(seen.status == 200)
            #expect(seen.json["state"]?.string == "in_review")
            await second.stop()
            let third = try await Serving.start(state)
            #expect(try await third.client.get(problem, token: token).body == seen.body)
            await third.stop()
        }
    }

    @Test func `killed at any moment of its start, it starts again`() async throws {
        try await Serving.withFolder { state in
            let atOnce = try RunningTool(["up", "--state", state, "--port", "0", "--demo"])
            #expect(await atOnce.firstLine()?.contains(state) == true)
            atOnce.signal(SIGKILL)
            #expect(await atOnce.wait() == -SIGKILL)

            let options = ["--port", "0", "--demo", "--json", "--log-level", "info"]
            for moment in ["0002_people", "0008_publications"] {
                let migrating = try RunningTool(["up", "--state", state] + options)
                // The second start finds the first migration applied already, perhaps all of them when the
                // first was killed late, and is killed where it gets to.
                #expect(await migrating.firstErrorLine(containing: moment, "listening on") != nil)
                migrating.signal(SIGKILL)
                #expect(await migrating.wait() == -SIGKILL)
            }
            let serving = try await Serving.start(state)
            #expect(try await serving.client.get("/v1/me", token: serving.token("provider")).status == 200)
            #expect(try await serving.client.get("/v1/problems").json["items"]?.array?.count == 1)
            await serving.stop()
        }
    }

    @Test func `a second one on the same folder is refused and names the holder`() async throws {
        try await Serving.run { serving in
            let second = try await CommandLineTool.run(Serving.arguments(serving.state))
            #expect(second.code == 3)
            #expect(second.output == "")
            #expect(second.error.contains("\(serving.tool.processID)"))
            #expect(try await serving.client.get("/v1/problems").status == 200)
        }
    }

    @Test func `a port that is taken is told, and the folder is free again`() async throws {
        try await Serving.run { serving in
            try await Serving.withFolder { state in
                let port = "\(serving.client.port)"
                let refused = try await CommandLineTool.run([
                    "up", "--state", state, "--port", port, "--json",
                ])
                #expect(refused.code == 3)
                #expect(refused.output == "")
                #expect(refused.error.contains("teahouse: "))
                let free = try await Serving.start(state, demo: false)
                await free.stop()
            }
        }
    }
}
