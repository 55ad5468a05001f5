// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import Postgres
import TestSupport
import Testing

/// `teahouse backup follow`, and a restore to a named second after everything was killed.
@Suite struct BackupFollowTests {
    /// The database's wall clock.
    private static func now(_ serving: Serving) async throws -> String {
        try await Serving.asSuperuser(serving.state) { db in
            try db.scalar(
                #"SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"#
            ) ?? ""
        }
    }

    /// Waits until the archive reaches beyond a moment.
    private static func wait(for follower: RunningTool, beyond moment: String) async throws {
        while let line = await follower.firstLine() {
            let until = try JSON(parsing: Array(line.utf8))["until"]?.string ?? ""
            if until > moment { return }
        }
        throw NeverCame(what: "an archive beyond \(moment): \(await follower.readAllErrors())")
    }

    @Test func `what was committed by a named second is there after everything was killed, and no more`()
        async throws
    {
        let begun = try await BegunFolders.shared.folder(demo: true)
        try await Serving.withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            chmod(folder, 0o711)
            try BegunFolders.copy(begun, to: folder + "/state")
            let serving = try await Serving.start(folder + "/state")
            let backups = folder + "/backups"
            let follower = try RunningTool(
                ["backup", "follow", backups, "--state", serving.state, "--every", "1", "--json"]
            )
            try await Self.wait(for: follower, beyond: "")
            let second = try await CommandLineTool.run(
                ["backup", "follow", backups, "--state", serving.state, "--spool", folder + "/other"]
            )
            #expect(second.code == 3 && second.error.contains("is held by"), "\(second.error)")
            let early = try await Self.now(serving)
            #expect(try await serving.command("backup", backups).code == 0)
            let kept = try await serving.submitFinding("Kept", text: "Of before.\n")
            let moment = try await Self.now(serving)
            let later = try await serving.submitFinding("Later", text: "Of after.\n")
            try await Self.wait(for: follower, beyond: try await Self.now(serving))
            follower.signal(SIGKILL)
            _ = await follower.wait()
            let token = try serving.token("researcher")
            await serving.killOutright()

            let checked = try await CommandLineTool.run(["backup", "check", backups, "--max-lag", "600"])
            #expect(checked.code == 0, "\(checked.output)")
            for (wanted, complaint) in [("2100-01-01T00:00:00Z", "reaches to"), (early, "reaches back")] {
                let refused = try await CommandLineTool.run(
                    ["restore", backups, "--into", folder + "/no", "--to-time", wanted]
                )
                #expect(refused.code == 1 && refused.error.contains(complaint), "\(refused.error)")
            }
            for (name, time) in [("then", ["--to-time", moment]), ("end", [])] {
                let target = "\(folder)/\(name)"
                let restored = try await CommandLineTool.run(
                    ["restore", backups, "--into", target] + time
                )
                #expect(restored.code == 0, "\(restored.error)")
                // The world has seen what was sealed since; where it has not, there is nothing to say.
                _ = try await CommandLineTool.run(
                    [
                        "admin", "log", "resume", "--state", target, "--newest",
                        target + "/keys/checkpoint.high",
                    ]
                )
                let other = try await Serving.start(target, demo: false)
                let versions = "/v1/findings/%/versions/1"
                let before = versions.replacing("%", with: kept)
                let after = versions.replacing("%", with: later)
                let file = try await other.client.get(before + "/files/result.md", token: token)
                #expect(file.text == "Of before.\n")
                let seen = try await other.client.get(after, token: token).status
                #expect(seen == (name == "end" ? 200 : 404), "\(name)")
                await other.stop()
            }
            // Where nothing was committed between the moment and the end.
            let told = try await CommandLineTool.run(["backup", "check", backups, "--json"])
            let end = try #require(told.json["archive_until"]?.string)
            let quiet = try await CommandLineTool.run(
                ["restore-drill", backups, "--to-time", end, "--scratch", folder]
            )
            #expect(quiet.code == 0, "\(quiet.output)\(quiet.error)")

            let archive = backups + "/wal"
            let names = try FileManager.default.contentsOfDirectory(atPath: archive)
            for name in names {
                let bytes = try Data(contentsOf: URL(filePath: "\(archive)/\(name)"))
                var other = bytes
                other[other.count / 2] ^= 1
                try other.write(to: URL(filePath: "\(archive)/\(name)"))
                let named = try await CommandLineTool.run(["backup", "check", backups])
                #expect(named.code == 1 && named.output.contains(name), "\(name): \(named.output)")
                try bytes.write(to: URL(filePath: "\(archive)/\(name)"))
            }
        }
    }
}
