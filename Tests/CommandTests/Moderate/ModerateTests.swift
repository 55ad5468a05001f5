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

    @Test func `a configuration says which server and as whom, unless others may read it`() async throws {
        try await Serving.run { serving in
            let token = try serving.token("moderator")
            let aside = serving.state + "/token"
            for (text, mode) in [
                (
                    "[client]\nurl = '\(serving.url)' # ours\ntoken = \"\"\"\(token)\"\"\"\n[server]\nport = 1\n",
                    0o600
                ),
                ("[client]\nurl = \"\(serving.url)\"\ntoken_file = \"\(aside)\"", 0o600),
                // As it was before there were sections.
                ("url = \"\(serving.url)\"\ntoken = \"\(token)\"\n", 0o600),
                ("url = \"\(serving.url)\"\ntoken = \"\(token)\"\n", 0o644),
            ] {
                try Data("\(token)\n".utf8).write(to: URL(filePath: aside))
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: aside)
                let queue = try await Self.queue(in: serving.state, configuration: text, mode: mode)
                #expect(queue.code == (mode == 0o600 ? 0 : 3), "\(text)")
                #expect(queue.error.contains("chmod 600") == (mode != 0o600), "\(text)")
            }
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: aside)
            let text = "client = {url = '\(serving.url)', token_file = '\(aside)'}"
            let open = try await Self.queue(in: serving.state, configuration: text)
            #expect(open.code == 3)
            #expect(open.error.contains("chmod 600 \(aside)"))
        }
    }

    @Test(
        arguments: [
            ("url = http://x", "line 1, column 7: a value was expected"),
            ("url = 'x'\nurl = 'y'", "line 2, column 1: url is"),
            ("[client]\nulr = 'x'", "line 2: there is no setting client.ulr; did you mean client.url?"),
            ("[client]\ntoken = 1", "line 2: client.token is a string"),
            ("[clinet]", "did you mean [client]?"),
            ("token = 'x'\n[client]\nurl = 'x'", "line 1: token stands outside of [client]"),
            ("[client]\ntoken = 'x'\ntoken_file = '/x'", "line 3: client.token_file stands beside token"),
            ("[client]\ntoken_file = 'x'", "line 2: client.token_file is a path from the root"),
            ("[client]\nurl = 'http://x'\ntoken_file = '/nonexistent/x'", "There is no /nonexistent/x."),
        ]
    )
    func `a wrong configuration is refused by its line`(text: String, complaint: String) async throws {
        try await Serving.withFolder { folder in
            let refused = try await Self.queue(in: folder, configuration: text)
            #expect(refused.code == 3)
            #expect(refused.output == "")
            #expect(refused.error.contains(complaint), "\(refused.error)")
        }
    }

    @Test func `a configuration is not looked at where everything is said without it`() async throws {
        let said = ["TEAHOUSE_URL": "http://127.0.0.1:1", "TEAHOUSE_TOKEN": "thp_wrong"]
        try await Serving.withFolder { folder in
            let needless = try await Self.queue(in: folder, configuration: "no TOML", environment: said)
            #expect(needless.code == 3)
            #expect(needless.error.contains("does not answer"), "\(needless.error)")
        }
        let homeless = try await CommandLineTool.run(
            ["moderate", "queue"],
            environment: ["HOME": "/dev/null", "XDG_CONFIG_HOME": ""]
        )
        #expect(homeless.code == 3)
        #expect(homeless.error.contains("No server is named"), "\(homeless.error)")
    }

    @Test(
        arguments: [
            ("url = 'http://127.0.0.1:2'\ntoken = 'x'", "use --token-file or TEAHOUSE_TOKEN"),
            ("[client]\nurl = 'https://127.0.0.1:1'\ntoken_file = '/nonexistent/x'", "use --token-file"),
            // The same server, however it is written; and a token for whichever is asked.
            ("url = 'HTTP://127.0.0.1:1/'\ntoken = 'x'", "does not answer"),
            ("token = 'x'", "does not answer"),
        ]
    )
    func `a token of the configuration goes to no other server than its own`(
        text: String,
        complaint: String
    ) async throws {
        try await Serving.withFolder { folder in
            let server = ["TEAHOUSE_URL": "http://127.0.0.1:1"]
            let refused = try await Self.queue(in: folder, configuration: text, environment: server)
            #expect(refused.code == 3)
            #expect(refused.error.contains(complaint), "\(refused.error)")
        }
    }

    /// Asks for the queue with a configuration, and nothing else but `environment`.
    private static func queue(
        in folder: String,
        configuration: String,
        mode: Int = 0o600,
        environment: [String: String] = [:]
    ) async throws -> CommandLineTool.Result {
        let file = folder + "/config/teahouse/config.toml"
        let own = URL(filePath: file).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        try Data(configuration.utf8).write(to: URL(filePath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        return try await CommandLineTool.run(
            ["moderate", "queue"],
            environment: environment.merging(["XDG_CONFIG_HOME": folder + "/config"]) { $1 }
        )
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
        let elsewhere = try await CommandLineTool.run(
            ["moderate", "queue", "--url", "http://192.0.2.1"],
            environment: environment.merging(["TEAHOUSE_TOKEN": "thp_wrong"]) { $1 }
        )
        #expect(elsewhere.code == 3)
        #expect(elsewhere.error.contains("192.0.2.1, which is asked over https only"), "\(elsewhere.error)")
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
