// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import OpenSSL
import Postgres
import TestSupport
import Testing

/// `teahouse backup`, `restore` and `restore-drill` over a state folder.
@Suite struct BackupCommandTests {
    private static let text = "They differ.\n"

    /// Runs `body` beside a server that has a finding with a file, with the path of that file and a folder
    /// for backups that is not there yet.
    private static func run(_ body: (Serving, _ file: String, _ backups: String) async throws -> Void)
        async throws
    {
        try await Serving.run { serving in
            try await Serving.withFolder { folder in
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                chmod(folder, 0o711)
                let finding = try await serving.submitFinding("Makers", text: text)
                let file = "/v1/findings/\(finding)/versions/1/files/result.md"
                try await body(serving, file, folder + "/backups")
            }
        }
    }

    private static func tool(_ arguments: String...) async throws -> CommandLineTool.Result {
        try await CommandLineTool.run(arguments)
    }

    @Test func `a backup restores to what was there, and nothing is written over`() async throws {
        try await Self.run { serving, file, backups in
            let first = try await serving.command("backup", backups, "--json")
            #expect(first.code == 0, "\(first.error)")
            #expect(first.json["copied_files"]?.integer ?? 0 > 0)
            let second = try await serving.command("backup", "make", backups, "--keep-backups", "1", "--json")
            #expect(second.code == 0, "\(second.error)")
            #expect(second.json["copied_files"] == 0)
            #expect(second.json["removed"] == .array([first.json["backup"] ?? .null]))
            let checked = try await Self.tool("backup", "check", backups, "--max-age", "1", "--json")
            #expect(checked.code == 0, "\(checked.output)")
            #expect(checked.json["files"] == second.json["files"])
            let late = try await Self.tool("backup", "check", backups, "--max-lag", "60")
            #expect(late.code == 1 && late.output.contains("wal: the archive is not there"))

            let drill = try await Self.tool("restore-drill", backups, "--json")
            #expect(drill.code == 0, "\(drill.output)\(drill.error)")
            let checks = drill.json["checks"]?.array ?? []
            #expect(
                checks.count >= 5 && checks.allSatisfy { $0["trouble"]?.isNull == true },
                "\(drill.output)"
            )

            let target = backups + "-restored"
            let restored = try await Self.tool("restore", backups, "--into", target, "--json")
            #expect(restored.code == 0, "\(restored.error)")
            let again = try await Self.tool("restore", backups, "--into", target)
            #expect(again.code == 3 && again.error.contains("nothing is written over it"), "\(again.error)")
            let token = try serving.token("researcher")
            let other = try await Serving.start(target, demo: false)
            #expect(try await other.client.get(file, token: token).text == Self.text)
            await other.stop()
        }
    }

    @Test func `every planted damage is named, and nothing is made of it`() async throws {
        try await Self.run { serving, _, backups in
            #expect(try await serving.command("backup", backups).code == 0)
            let whole = try await Self.tool("backup", "check", backups)
            #expect(whole.code == 0, "\(whole.output)")
            let paths = try FileManager.default.subpathsOfDirectory(atPath: backups).filter { path in
                (path.hasPrefix("backups/") || path.hasPrefix("files/"))
                    && FileManager.default.contents(atPath: "\(backups)/\(path)")?.isEmpty == false
            }
            #expect(paths.count >= 5)
            for path in paths {
                let full = URL(filePath: "\(backups)/\(path)")
                let bytes = try Data(contentsOf: full)
                // One bit, cut short, and gone.
                for damage in 0..<3 {
                    switch damage {
                    case 0:
                        var other = bytes
                        other[other.count / 2] ^= 1
                        try other.write(to: full)
                    case 1: try bytes.dropLast().write(to: full)
                    default: try FileManager.default.removeItem(at: full)
                    }
                    let named = try await Self.tool("backup", "check", backups)
                    let name = path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
                    #expect(
                        named.code == 1 && named.output.contains(name),
                        "\(path) \(damage): \(named.output)"
                    )
                }
                let target = backups + "-damaged"
                if path.contains("base.tar") {
                    let refused = try await Self.tool("restore", backups, "--into", target)
                    #expect(refused.code != 0)
                    #expect(!FileManager.default.fileExists(atPath: target))
                    #expect(!FileManager.default.fileExists(atPath: target + ".restoring"))
                }
                try bytes.write(to: full)
            }
        }
    }

    @Test func `one that was killed is incomplete, and the next run completes it`() async throws {
        try await Self.run { serving, _, backups in
            let tool = try RunningTool(["backup", backups, "--state", serving.state])
            while (try? FileManager.default.contentsOfDirectory(atPath: backups + "/backups"))?.isEmpty
                != false
            {
                await Task.yield()
            }
            tool.signal(SIGKILL)
            _ = await tool.wait()
            let incomplete = try await Self.tool("backup", "check", backups)
            #expect(incomplete.code == 1 && incomplete.output.contains("incomplete"), "\(incomplete.output)")
            let refused = try await Self.tool("restore", backups, "--into", backups + "-restored")
            #expect(refused.code == 3 && refused.error.contains("no whole backup"), "\(refused.error)")
            #expect(try await serving.command("backup", backups).code == 0)
            #expect(try await Self.tool("backup", "check", backups).code == 0)
        }
    }

    @Test func `an encrypted one tells nothing, and opens with its passphrase alone`() async throws {
        try await Self.run { serving, _, backups in
            let secret = backups + ".passphrase"
            try Data("correct horse battery staple\n".utf8).write(to: URL(filePath: secret))
            chmod(secret, 0o644)
            let exposed = try await serving.command("backup", backups, "--passphrase-file", secret)
            #expect(exposed.code != 0 && exposed.error.contains("others may read it"), "\(exposed.error)")
            chmod(secret, 0o600)
            let made = try await serving.command("backup", backups, "--passphrase-file", secret)
            #expect(made.code == 0, "\(made.error)")
            let digest = SHA256.digest(of: Array(Self.text.utf8)).hexadecimal
            for path in try FileManager.default.subpathsOfDirectory(atPath: backups) {
                #expect(!path.contains(digest))
                let bytes = FileManager.default.contents(atPath: "\(backups)/\(path)") ?? Data()
                #expect(bytes.range(of: Data(Self.text.utf8)) == nil, "\(path)")
            }
            for arguments in [[], ["--passphrase-file", backups + ".other"]] {
                try Data("another passphrase\n".utf8).write(to: URL(filePath: backups + ".other"))
                chmod(backups + ".other", 0o600)
                let refused = try await CommandLineTool.run(["backup", "check", backups] + arguments)
                #expect(refused.code == 3, "\(refused.output)")
            }
            let checked = try await Self.tool("backup", "check", backups, "--passphrase-file", secret)
            #expect(checked.code == 0, "\(checked.output)")
            let drill = try await Self.tool("restore-drill", backups, "--passphrase-file", secret)
            #expect(drill.code == 0, "\(drill.output)\(drill.error)")
            let target = backups + "-restored"
            let restored = try await Self.tool(
                "restore",
                backups,
                "--into",
                target,
                "--passphrase-file",
                secret
            )
            #expect(restored.code == 0, "\(restored.error)")
        }
    }
}
