// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import TestSupport
import Testing

/// What every command says of itself, and how it takes wrong usage.
@Suite struct HelpTests {
    @Test func `every command has help with an example, and refuses what it does not know`() async throws {
        let dump = try await CommandLineTool.run(["--experimental-dump-help"])
        let root = try #require(dump.json["command"])
        let commands = Self.commands(root, [])
        #expect(commands.count > 25)
        for command in commands {
            let help = try await CommandLineTool.run(command.path + ["--help"])
            #expect(help.code == 0, "\(command.path)")
            #expect(help.error == "", "\(command.path)")
            if command.isLeaf {
                #expect(help.output.contains("Example"), "\(command.path)")
                #expect(
                    help.output.contains("teahouse " + command.path.joined(separator: " ")),
                    "\(command.path)"
                )
            }
            let wrong = try await CommandLineTool.run(command.path + ["--no-such-option"])
            #expect(wrong.code == 2, "\(command.path)")
            #expect(wrong.output == "", "\(command.path)")
        }
    }

    @Test(arguments: [("| head -c 10", Int32(0), ""), ("> /dev/full", 3, "cannot be written")])
    func `a reader that goes away is no fault, a full disk is`(
        _ end: String,
        _ code: Int32,
        _ complaint: String
    )
        async throws
    {
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = ["-o", "pipefail", "-c", "\"$0\" openapi \(end)", CommandLineTool.path]
        let errors = Pipe()
        shell.standardError = errors
        shell.standardOutput = FileHandle.nullDevice
        try shell.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        shell.waitUntilExit()
        #expect(shell.terminationStatus == code)
        #expect(complaint.isEmpty ? text.isEmpty : text.contains(complaint), "\(text)")
    }

    @Test func `its version is one line`() async throws {
        let version = try await CommandLineTool.run(["--version"])
        #expect(version.code == 0)
        #expect(version.output.split(separator: "\n").count == 1)
        let verb = try await CommandLineTool.run(["version"])
        #expect(verb.code == 0)
        #expect(verb.output.hasPrefix("teahouse \(version.output)schema 0"))
    }

    @Test(arguments: [
        ["brew"], ["up", "--port", "70000"], ["up", "--port", "x"], ["export"],
        ["serve", "--port", "65536"], ["serve", "--port=-1"],
        ["export", "--to", "x", "--keep", "0"],
        ["admin", "organisation", "create", "--name", "N", "--kind", "guild", "--owner", "O"],
        ["admin", "invite", "Ada"], ["admin", "invite", "Ada", "--role", "researcher"],
        ["admin", "person", "suspend", "nonsense", "--reason", "R"],
        ["admin", "token", "revoke", "--reason", "R"], ["moderate", "queue", "--kind", "tea"],
        ["moderate", "problem", "explode", "pb-000000000000", "--reason", "R"],
        ["moderate", "accept", "fi-000000000000", "--version", "1"],
        ["moderate", "queue", "--url", "nonsense"], ["verify", "certificate", "x"],
    ])
    func `wrong usage ends with 2`(arguments: [String]) async throws {
        let result = try await CommandLineTool.run(
            arguments,
            environment: ["XDG_CONFIG_HOME": "/nonexistent"]
        )
        #expect(result.code == 2)
        #expect(result.output == "")
        #expect(!result.error.isEmpty)
    }

    private static func commands(_ command: JSON, _ above: [String]) -> [(path: [String], isLeaf: Bool)] {
        let below = (command["subcommands"]?.array ?? []).filter { $0["commandName"]?.string != "help" }
        return [(above, below.isEmpty)]
            + below.flatMap { commands($0, above + [$0["commandName"]?.string ?? ""]) }
    }
}
