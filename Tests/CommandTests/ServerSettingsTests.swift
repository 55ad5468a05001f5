// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import TestSupport
import Testing

/// `--config`: the file of settings of `teahouse serve` and `teahouse up`.
@Suite struct ServerSettingsTests {
    @Test(
        arguments: [
            ("[server]\nprot = 1", "line 2: there is no setting server.prot; did you mean server.port?"),
            ("[server]\nfile = 'x'", "line 2: there is no setting server.file"),
            ("[server]\nconfig = 'x'", "line 2: there is no setting server.config"),
            ("[server]\nport = '1'", "line 2: server.port is a whole number, not a string"),
            ("[server]\nrate_limit = true", "line 2: server.rate_limit is a string, not true or false"),
            ("[server]\nrate_limit = 'off '", "line 2: server.rate_limit is one of on, off"),
            ("[server]\nallowed_host = 'x'", "line 2: server.allowed_host is an array of strings"),
            ("[server]\nport = 1 # one\nport = 2", "line 3, column 1: port is there already, on line 2"),
            ("port = 1", "line 1: there is no setting port outside of [client] and [export] and [server]"),
            ("[server]\nport = 70000", "--port is a number from 0 to 65535. (port is on line 2)"),
            (
                "[server]\nharvest_page = 1001",
                "--harvest-page is a number from 1 to 1000. (harvest_page is on line 2)"
            ),
        ]
    )
    func `a wrong file is refused before anything is connected`(text: String, complaint: String) async throws
    {
        try await Self.with(text) { file in
            // Without a database at either address: it would be the complaint.
            let serve = try await CommandLineTool.run([
                "serve", "--config", file, "--database-url", "host=/nonexistent", "--database-wait", "0",
            ])
            #expect(serve.code == 3)
            #expect(serve.output == "")
            #expect(serve.error.contains(file))
            #expect(serve.error.contains(complaint), "\(serve.error)")
            let up = try await CommandLineTool.run(["up", "--config=\(file)", "--state", "/dev/null/state"])
            #expect(up.code == 3)
            #expect(up.error.contains(complaint), "\(up.error)")
        }
    }

    @Test func `a file that is not there or that others may change is refused`() async throws {
        let absent = try await CommandLineTool.run(["serve", "--config", "/nonexistent/teahouse.toml"])
        #expect(absent.code == 3)
        #expect(absent.error.contains("There is no /nonexistent/teahouse.toml."))
        try await Self.with("") { file in
            try FileManager.default.setAttributes([.posixPermissions: 0o664], ofItemAtPath: file)
            let open = try await CommandLineTool.run(["serve", "--config", file])
            #expect(open.code == 3)
            #expect(open.error.contains("chmod go-w \(file)"))
        }
    }

    @Test func `an option comes before the environment, that before the file, that before what is usual`()
        async throws
    {
        let variable = "TEAHOUSE_DATABASE_URL"
        try await Self.with("[server]\ndatabase_url = 'host=/nonexistent/file'\nlog_format = 'text'") {
            file in
            let serve = ["serve", "--config", file, "--database-wait", "0"]
            let typed = serve + ["--database-url", "host=/nonexistent/typed", "--log-format=json"]
            for (arguments, environment, place) in [
                (serve, [:], "/nonexistent/file"),
                (serve, [variable: ""], "/nonexistent/file"),
                (serve, [variable: "host=/nonexistent/variable"], "/nonexistent/variable"),
                (typed, [variable: "host=/nonexistent/variable"], "/nonexistent/typed"),
            ] {
                let result = try await CommandLineTool.run(arguments, environment: environment)
                #expect(result.code == 3)
                #expect(result.error.contains(place), "\(result.error)")
                #expect(result.error.hasPrefix("{") == (arguments == typed), "\(result.error)")
            }
        }
    }

    @Test func `every option has its variable, which comes before the file`() async throws {
        try await Self.with("[server]\nharvest_page = 5\n[export]\nkeep = 0\nno_files = true\nbag = true") {
            (file: String) async throws in
            func complaint(_ arguments: [String], _ environment: [String: String]) async throws -> String {
                let result = try await CommandLineTool.run(
                    arguments + ["--config", file],
                    environment: environment
                )
                #expect(result.code == 3, "\(arguments)")
                return result.error
            }
            let page = ["TEAHOUSE_HARVEST_PAGE": "1001"]
            #expect(try await complaint(["up"], page).contains("(harvest_page is TEAHOUSE_HARVEST_PAGE)"))
            let export = ["export", "--to", "/nonexistent/export"]
            #expect(try await complaint(export, [:]).contains("(keep is on line 4)"))
            let kept = ["TEAHOUSE_KEEP": "3"]
            #expect(try await complaint(export, kept).contains("(no_files is on line 5, bag is on line 6)"))
            let bare = kept.merging(["TEAHOUSE_BAG": "false"]) { $1 }
            let state = "/nonexistent/state"
            let address = ["TEAHOUSE_STATE": state, "TEAHOUSE_DATABASE_URL": "host=/nonexistent/address"]
            #expect(
                try await complaint(export, bare.merging(["TEAHOUSE_STATE": state]) { $1 }).contains(state)
            )
            #expect(
                try await complaint(export, bare.merging(address) { $1 }).contains("/nonexistent/address")
            )
            let list = ["admin", "person", "list"]
            #expect(try await complaint(list, ["TEAHOUSE_STATE": state]).contains(state))
            #expect(try await complaint(list, address).contains("/nonexistent/address"))
            #expect(
                try await complaint(export, ["TEAHOUSE_BAG": "yes"]).contains("TEAHOUSE_BAG is true or false")
            )
        }
    }

    @Test func `what is typed wrong is wrong usage, with a file or without`() async throws {
        try await Self.with("[server]\nport = 70000\nharvest_page = 5") { file in
            for typed in [["--port", "70001"], ["--prot", "1"], ["--config"], ["--config", "--port"]] {
                let wrong = try await CommandLineTool.run(["up", "--config", file] + typed)
                #expect(wrong.code == 2, "\(typed)")
            }
            let unable = try await CommandLineTool.run([
                "up", "--config", file, "--port", "1", "--state", "/dev/null/state",
            ])
            #expect(unable.code == 3)
            #expect(unable.error.contains("/dev/null/state"), "\(unable.error)")
        }
    }

    @Test func `what one command takes and the other does not is told`() async throws {
        try await Self.with("[server]\ndatabase_url = 'host=/nonexistent/file'") { file in
            let up = try await CommandLineTool.run(["up", "--config", file, "--state", "/dev/null/state"])
            #expect(up.code == 3)
            #expect(up.error.contains("line 2: server.database_url is for teahouse serve"), "\(up.error)")
        }
    }

    @Test(arguments: ["serve", "up"])
    func `every option with a value is a setting, and is on the page of settings`(command: String)
        async throws
    {
        let dump = try await CommandLineTool.run(["--experimental-dump-help"])
        let commands = try #require(dump.json["command"]?["subcommands"]?.array)
        let arguments = try #require(
            commands.first { $0["commandName"]?.string == command }?["arguments"]?.array
        )
        let keys = arguments.filter { $0["kind"]?.string == "option" }
            .compactMap { $0["names"]?.array?.first?["name"]?.string?.replacing("-", with: "_") }
            .filter { $0 != "config" }
        #expect(keys.count > 15)
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/reference/settings.md").standardized
        let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
        try await Self.with("[server]\n" + keys.map { "\($0) = 1.5\n" }.joined()) { file in
            let refused = try await CommandLineTool.run([command, "--config", file])
            #expect(refused.code == 3)
            for key in keys {
                #expect(refused.error.contains("server.\(key) is a"), "\(key)")
                #expect(lines.contains { $0.hasPrefix("| `\(key)` |") }, "\(key)")
            }
        }
    }

    /// Lends a file of settings that only its owner may change.
    private static func with(_ text: String, _ body: (String) async throws -> Void) async throws {
        try await Serving.withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let file = folder + "/teahouse.toml"
            try Data(text.utf8).write(to: URL(filePath: file))
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
            try await body(file)
        }
    }
}
