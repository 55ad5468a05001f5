// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Publication
import TestSupport
import Testing

/// What a command says that is started over a state folder which does not go with its database, and whether
/// the way out that it names leads out.
@Suite(.serialized) struct SigningStateCommandTests {
    private struct Case {
        let address: String
        let state: String
        var keys: String { state + "/keys" }

        func run(_ arguments: String...) async throws -> CommandLineTool.Result {
            try await CommandLineTool.run(arguments + ["--database-url", address])
        }

        /// Starts a server, which is refused; why.
        func refusal() async throws -> String {
            let result = try await run("serve", "--state", state, "--port", "0", "--log-level", "error")
            #expect(result.code == 3)
            return result.error
        }

        /// Starts a server, which answers; stops it.
        func serves(_ options: String...) async throws {
            let tool = try RunningTool(
                ["serve", "--database-url", address, "--state", state, "--port", "0", "--log-level", "error"]
                    + options
            )
            #expect(
                await tool.firstErrorLine(containing: "Tea House answers", "teahouse:")?
                    .contains("answers") == true
            )
            tool.signal(SIGTERM)
            #expect(await tool.wait() == 0)
        }
    }

    /// A server over the demonstration, and a second folder for the same database.
    private func withSecondFolder(_ body: (Serving, Case) async throws -> Void) async throws {
        try await Serving.run { serving in
            try await Serving.withFolder { folder in
                let address = try String(contentsOfFile: serving.state + "/connection", encoding: .utf8)
                try await body(serving, Case(address: address, state: folder))
            }
        }
    }

    private func copy(_ name: String, _ serving: Serving, _ second: Case) throws {
        try FileManager.default.copyItem(
            atPath: "\(serving.state)/\(name)",
            toPath: "\(second.state)/\(name)"
        )
    }

    @Test
    func `other keys, none, no secret and no files are refused, and the way out that is named leads out`()
        async throws
    {
        try await withSecondFolder { serving, second in
            #expect(try await second.refusal().contains("has no signing keys, but this database was signed"))
            #expect(!FileManager.default.fileExists(atPath: second.keys + "/keys.json"))
            let other = try KeyRing.create(in: second.keys, at: Instant(rawValue: 1_800_000_000_000_000))
            let strange = try await second.refusal()
            #expect(strange.contains("has the key \(other.keyID)"))
            #expect(strange.contains("Put the folder of keys back from its backup"))
            for command in [["export", "--no-files", "--to", second.state + "/x"], ["admin", "rotate-key"]] {
                let result = try await CommandLineTool.run(
                    command + ["--database-url", second.address, "--keys", second.keys]
                )
                #expect(result.code == 3)
                #expect(result.error.contains("has the key \(other.keyID)"), "\(result.error)")
            }
            #expect(try KeyRing(opening: second.keys).keyID == other.keyID)

            try FileManager.default.removeItem(atPath: second.keys)
            try copy("keys", serving, second)
            try FileManager.default.removeItem(atPath: second.keys + "/cursors.key")
            let secret = try await second.refusal()
            #expect(
                secret.contains("cursors.key is missing") && secret.contains("admin renew-secret cursors")
            )
            #expect(try await second.run("admin", "renew-secret", "cursors", "--keys", second.keys).code == 0)
            try await second.serves()
            try Data(count: 32).write(to: URL(filePath: second.keys + "/cursors.key"))
            #expect(try await second.refusal().contains("is another one"))
            #expect(try await second.run("admin", "renew-secret", "cursors", "--keys", second.keys).code == 0)

            _ = try await serving.submitFinding("Makers", text: "They differ.\n")
            let empty = try await second.refusal()
            #expect(empty.contains("files is empty, but this database names files"))
            #expect(empty.contains("--accept-lost-files"))
            try await second.serves("--accept-lost-files")
            try FileManager.default.removeItem(atPath: second.state + "/files")
            try copy("files", serving, second)
            try await second.serves()
        }
    }

    @Test func `a log that was signed further ends with 3, and goes on openly after log resume`() async throws
    {
        try await withSecondFolder { serving, second in
            _ = try await serving.submitFinding("Makers", text: "They differ.\n")
            let token = try serving.token("researcher")
            var head: JSON = .null
            // Until all of that is sealed.
            for _ in 1...100_000 where head["size"]?.integer ?? 0 < 2 {
                head = try await serving.client.get("/v1/log/head", token: token).json
            }
            try FileManager.default.createDirectory(atPath: second.state, withIntermediateDirectories: true)
            try copy("keys", serving, second)
            try copy("files", serving, second)
            let high = second.keys + "/checkpoint.high"
            let kept = try #require(SignedCheckpoint(try String(contentsOfFile: high, encoding: .utf8)))
            let ring = try KeyRing(opening: second.keys)
            let lost = try ring.sign(
                Checkpoint(
                    origin: kept.checkpoint.origin,
                    size: kept.checkpoint.size + 15,
                    root: [UInt8](repeating: 7, count: 32)
                )
            )
            try HighCheckpoint(in: second.keys).replace(with: lost)

            let behind = "\(lost.checkpoint.size) entries of the log"
            #expect(try await second.refusal().contains(behind))
            let exported = second.state + "/export"
            let export = [
                "export", "--keys", second.keys, "--files", second.state + "/files", "--to", exported,
            ]
            for command in [export, ["admin", "rotate-key", "--keys", second.keys]] {
                let refused = try await CommandLineTool.run(command + ["--database-url", second.address])
                #expect(refused.code == 3 && refused.error.contains(behind), "\(refused.error)")
                #expect(refused.error.contains("teahouse admin log resume --newest \(high)"))
            }
            let resume = ["admin", "log", "resume", "--newest", high, "--keys", second.keys, "--json"]
            let address = ["--database-url", second.address]
            let asked = try await CommandLineTool.run(resume + address + ["--dry-run"])
            #expect(asked.code == 0 && asked.json["resumed"] == false, "\(asked.error)")
            #expect(try await second.refusal().contains(behind))
            let resumed = try await CommandLineTool.run(resume + address)
            #expect(resumed.code == 0, "\(resumed.error)")
            #expect(resumed.json["previous_size"]?.integer == lost.checkpoint.size)
            let origin = kept.checkpoint.origin + "/2"
            #expect(resumed.json["origin"]?.string == origin)
            try await second.serves()
            #expect(try await CommandLineTool.run(export + address).code == 0)
            let verified = try await CommandLineTool.run(["verify", "export", exported])
            #expect(verified.code == 0 && verified.output.contains(origin), "\(verified.output)")

            let audit = ["verify", "log", "--keys", second.keys + "/keys.json"]
            let whole = try await CommandLineTool.run(audit + address)
            #expect(whole.code == 0 && whole.output.contains("goes on as \(origin)"), "\(whole.output)")
            let path = second.state + "/kept"
            try Data(kept.note.description.utf8).write(to: URL(filePath: path))
            #expect(try await CommandLineTool.run(audit + address + ["--checkpoint", path]).code == 0)
            try Data(lost.note.description.utf8).write(to: URL(filePath: path))
            let gone = try await CommandLineTool.run(audit + address + ["--checkpoint", path])
            #expect(gone.code == 1 && gone.output.contains("is of what was lost"), "\(gone.output)")
            let again = try await CommandLineTool.run(
                ["admin", "log", "resume", "--newest", path, "--keys", second.keys] + address
            )
            #expect(again.code == 1 && again.error.contains("newer") || again.error.contains("Nothing"))
        }
    }

    @Test func `a private database is started for what has to be done before its server can start`()
        async throws
    {
        let begun = try await BegunFolders.shared.folder(demo: true)
        try await Serving.withFolder { state in
            try BegunFolders.copy(begun, to: state)
            let secret = state + "/keys/cursors.key"
            try FileManager.default.removeItem(atPath: secret)
            let refused = try await CommandLineTool.run(Serving.arguments(state))
            #expect(refused.code == 3 && refused.error.contains("renew-secret"), "\(refused.error)")
            let renewed = try await CommandLineTool.run([
                "admin", "renew-secret", "cursors", "--state", state,
            ])
            #expect(renewed.code == 0, "\(renewed.error)")
            let compromised = try await CommandLineTool.run([
                "admin", "rotate-key", "--compromised-at", "yesterday", "--state", state,
            ])
            #expect(compromised.code == 2)
            let serving = try await Serving.start(state)
            let now = try await serving.client.get("/v1/keys").json["key_list"]?["keys"]?.array ?? []
            let since = try #require(now.first?["valid_from"]?.string)
            let early = try await serving.command(
                "admin",
                "rotate-key",
                "--compromised-at",
                "2020-01-01T00:00:00Z"
            )
            #expect(early.code == 1, "\(early.error)")
            let rotated = try await serving.command("admin", "rotate-key", "--compromised-at", since)
            #expect(rotated.code == 0, "\(rotated.error)")
            let list = try await serving.client.get("/v1/keys").json["key_list"]
            #expect(list?["keys"]?.array?.first?["compromised_at"]?.string == since)
            let first = try #require(list?["keys"]?.array?.first?["key_id"]?.string)
            let marked = try await serving.command(
                "admin",
                "rotate-key",
                "--compromised-at",
                since,
                "--key",
                first
            )
            #expect(marked.code == 0, "\(marked.error)")
            await serving.stop()
        }
    }
}
