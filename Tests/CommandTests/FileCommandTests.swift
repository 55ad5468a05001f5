// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import OpenSSL
import TestSupport
import Testing

/// `teahouse measure` and `teahouse verify`: what needs files alone.
@Suite struct FileCommandTests {
    private static let planes = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../examples/planes").standardized.path(percentEncoded: false)

    @Test func `a generalised table passes its profile and the raw one does not`() async throws {
        let good = try await CommandLineTool.run([
            "measure", Self.planes + "/planes-generalised.csv", "--quasi", "built", "--sensitive",
            "manufacturer",
            "--profile", "agreement", "--json",
        ])
        #expect(good.code == 0)
        #expect(good.error == "")
        #expect(!good.json.isNull)
        let raw = [
            "measure", Self.planes + "/planes.csv", "--quasi", "year,engines", "--sensitive", "manufacturer",
        ]
        #expect(try await CommandLineTool.run(raw + ["--profile", "agreement"]).code == 1)
        #expect(try await CommandLineTool.run(raw).code == 0)
    }

    @Test func `sets of quasi-identifiers are measured each, and the worst decides`() async throws {
        let table = [Self.planes + "/planes.csv", "--sensitive", "manufacturer"]
        let sets = ["--quasi", "engines,seats", "--quasi", "engines,year"]
        let report = try await CommandLineTool.run(["measure"] + table + sets + ["--json"]).json
        #expect(report["sets"]?.array?.map { $0["quasi"] } == [["engines", "seats"], ["engines", "year"]])
        #expect(report["k"] == report["sets"]?.array?.compactMap { $0["k"]?.integer }.min().map(JSON.integer))
        let wrong = try await CommandLineTool.run(["measure"] + table + sets + ["--quasi", ""])
        #expect(wrong.code == 2)
    }

    @Test func `wrong usage of measure ends with 2`() async throws {
        let table = Self.planes + "/planes.csv"
        for arguments in [
            [], [table, "--quasi", "wings"], [table, "--quasi", "year", "--sensitive", "year"],
            [table, "--profile", "secret"], [table, "--quasi", "year\"x"],
        ] {
            let result = try await CommandLineTool.run(["measure"] + arguments)
            #expect(result.code == 2, "\(arguments)")
            #expect(result.output == "")
        }
    }

    @Test func `what is no table ends with 3`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "teahouse-table-\(UUID()).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        for bytes in [Data(), Data("a,b\n1\n".utf8), Data([0xFF, 0xFE, 0x0A]), Data("a,a\n1,2\n".utf8)] {
            try bytes.write(to: file)
            let result = try await CommandLineTool.run(["measure", file.path(percentEncoded: false)])
            #expect(result.code == 3, "\(Array(bytes))")
            #expect(result.error.contains("teahouse: "))
        }
        #expect(try await CommandLineTool.run(["measure", "/nonexistent.csv"]).code == 3)
        #expect(try await CommandLineTool.run(["measure", Self.planes]).code == 3)
    }

    @Test func `two processes make the same report of the same table`() async throws {
        let arguments = [
            "measure", Self.planes + "/planes.csv", "--quasi", "year,engines", "--sensitive",
            "manufacturer,seats",
            "--json",
        ]
        let first = try await CommandLineTool.run(arguments)
        #expect(first.code == 0)
        #expect(try await CommandLineTool.run(arguments).output == first.output)
    }

    @Test func `a certificate that holds has an unknown status until somebody has looked for a revocation`()
        async throws
    {
        let answers = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../PublicationTests/KnownAnswers").standardized.path(percentEncoded: false)
        let folder = FileManager.default.temporaryDirectory.appending(path: "teahouse-verify-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func file(_ name: String, _ bytes: [UInt8]) throws -> String {
            let url = folder.appending(path: name)
            try Data(bytes).write(to: url)
            return url.path(percentEncoded: false)
        }
        let key = try Ed25519.PrivateKey(seed: Array(0..<32)).publicKey
        let revocation = Array(try Data(contentsOf: URL(filePath: answers + "/revocation.json")))
        let empty = try file("none.ndjson", [])
        // A gzip file of nothing (RFC 1952).
        let packed = try file(
            "none.ndjson.gz",
            [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        )
        let list = try file("all.ndjson", revocation + [0x0A])
        let broken = try file("broken.ndjson", Array("{}\n".utf8))
        let command = [
            "verify", "certificate", answers + "/certificate.json", "--keys",
            try file("key.pem", key.pem()),
            "--document", answers + "/document.json",
        ]
        let cases: [([String], code: Int32, status: String)] = [
            ([], 4, "unknown"), (["--revocation", empty], 0, "not_revoked"),
            (["--revocation", packed], 0, "not_revoked"),
            (["--revocation", answers + "/revocation.json"], 1, "revoked"),
            (["--revocation", list], 1, "revoked"),
            (["--revocation", empty, "--revocation", list], 1, "revoked"),
            (["--revocation", broken], 1, "unknown"),
        ]
        for (options, code, status) in cases {
            let plain = try await CommandLineTool.run(command + options)
            #expect(plain.code == code, "\(options): \(plain.error)")
            let json = try await CommandLineTool.run(command + options + ["--json"])
            #expect(json.code == code)
            #expect(json.json["status"]?.string == status, "\(options)")
            #expect(json.json["valid"]?.bool == (code != 1))
        }
        let unknown = try await CommandLineTool.run(command)
        #expect(unknown.output.contains("status unknown"))
        #expect(unknown.error.contains("Status unknown"))
    }

    @Test func `a certificate that is none, or whose keys are none, is not verified`() async throws {
        let readme = Self.planes + "/README.md"
        #expect(try await CommandLineTool.run(["verify", "certificate", readme]).code == 2)
        let missing = ["verify", "certificate", "/nonexistent.json", "--keys", readme]
        #expect(try await CommandLineTool.run(missing).code != 0)
        let noKeys = ["verify", "certificate", readme, "--keys", "/nonexistent.json"]
        #expect(try await CommandLineTool.run(noKeys).code == 3)
        let badKeys = try await CommandLineTool.run(["verify", "certificate", readme, "--keys", readme])
        #expect(badKeys.code == 1)
        #expect(badKeys.error.contains("keys"))
        let export = try await CommandLineTool.run(["verify", "export", Self.planes])
        #expect(export.code == 3)
    }
}
