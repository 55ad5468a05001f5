// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import OpenSSL
import Postgres
import TestSupport
import Testing

/// `teahouse verify files`.
@Suite struct VerifyFilesTests {
    @Test func `what changed is quarantined, served to nobody, and back once its bytes are`() async throws {
        try await Serving.run { serving in
            let text = "# Makers\n\nThey differ.\n"
            let finding = try await serving.submitFinding("Makers", text: text)
            let digest = SHA256.digest(of: Array(text.utf8)).map {
                String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
            }
            .joined()
            let stored = "\(serving.state)/files/sha256/\(digest.prefix(2))/\(digest)"
            let path = "/v1/findings/\(finding)/versions/1/files/result.md"
            let token = try serving.token("researcher")
            let whole = try await serving.command("verify", "files", "--json")
            #expect(whole.code == 0, "\(whole.error)")
            #expect(whole.json["faults"]?.array == [])

            try Data("# Makers\n\nThey are alike".utf8).write(to: URL(filePath: stored))
            let changed = try await serving.command("verify", "files", "--json")
            #expect(changed.code == 1)
            #expect(
                changed.json["faults"] == [["digest": .string("sha256:" + digest), "condition": "changed"]]
            )
            #expect(try await serving.client.get(path, token: token).code == "file_unavailable")
            #expect(FileManager.default.fileExists(atPath: "\(serving.state)/files/quarantine/\(digest)"))
            let missing = try await serving.command("verify", "files")
            #expect(missing.code == 1)
            #expect(missing.output.contains("missing\tsha256:\(digest)"))

            try Data(text.utf8).write(to: URL(filePath: stored))
            #expect(try await serving.command("verify", "files").code == 0)
            #expect(try await serving.client.get(path, token: token).text == text)
        }
    }

    @Test func `a file that cannot be read is told, and the others are read`() async throws {
        try await Serving.run { serving in
            let texts = ["One.\n", "Two.\n"]
            var folders: [String] = []
            for text in texts {
                _ = try await serving.submitFinding("Makers", text: text)
                let digest = SHA256.digest(of: Array(text.utf8)).hexadecimal
                let stored = "\(serving.state)/files/sha256/\(digest.prefix(2))/\(digest)"
                try FileManager.default.removeItem(atPath: stored)
                try FileManager.default.createDirectory(atPath: stored, withIntermediateDirectories: false)
                folders.append(digest)
            }
            let result = try await serving.command("verify", "files", "--json")
            #expect(result.code == 1)
            let faults = folders.sorted().map { digest -> JSON in
                ["digest": .string("sha256:" + digest), "condition": "unreadable"]
            }
            #expect(result.json["faults"] == .array(faults), "\(result.error)")
        }
    }

    @Test func `a sweep retires what nothing names, but not what may be about to be named`() async throws {
        try await Serving.run { serving in
            _ = try await serving.submitFinding("Makers", text: "They differ.\n")
            let folder = "\(serving.state)/files/sha256/ab"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let names = ["c", "d"].map { "ab" + String(repeating: $0, count: 62) }
            for name in names { try Data("left".utf8).write(to: URL(filePath: "\(folder)/\(name)")) }
            let old: [FileAttributeKey: Any] = [.modificationDate: Date(timeIntervalSinceNow: -100_000)]
            try FileManager.default.setAttributes(old, ofItemAtPath: "\(folder)/\(names[0])")
            let swept = try await serving.command("verify", "files", "--sweep", "--json")
            #expect(swept.code == 0, "\(swept.error)")
            #expect(swept.json["swept_files"]?.integer == 1 && swept.json["swept_bytes"]?.integer == 4)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [names[1]])
            #expect(swept.json["expired_files"] == 0)
        }
    }

    @Test func `what another database swept away comes back, and one older than its log sweeps nothing`()
        async throws
    {
        try await Serving.run { serving in
            let text = "They differ.\n"
            _ = try await serving.submitFinding("Makers", text: text)
            let digest = SHA256.digest(of: Array(text.utf8)).hexadecimal
            let stored = "\(serving.state)/files/sha256/\(digest.prefix(2))/\(digest)"
            let retired = "\(serving.state)/files/retired/2020-01-01"
            try FileManager.default.createDirectory(atPath: retired, withIntermediateDirectories: true)
            try FileManager.default.moveItem(atPath: stored, toPath: "\(retired)/\(digest)")
            let result = try await serving.command("verify", "files", "--sweep", "--json")
            #expect(result.code == 0, "\(result.error)")
            #expect(result.json["reclaimed"] == [.string("sha256:" + digest)])
            #expect(try Data(contentsOf: URL(filePath: stored)) == Data(text.utf8))

            // Its newest state of the log is of a later day.
            try await Serving.asSuperuser(serving.state) { db in
                try db.script("SET session_replication_role = replica; DELETE FROM log_checkpoints")
            }
            let refused = try await serving.command("verify", "files", "--sweep")
            #expect(refused.code == 3)
            #expect(refused.error.contains("Nothing was swept"), "\(refused.error)")
        }
    }
}
