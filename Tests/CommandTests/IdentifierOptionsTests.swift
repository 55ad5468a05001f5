// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import TestSupport
import Testing

/// `--packs`, `--identifiers` and `--acknowledge` of the commands that need no server.
@Suite struct IdentifierOptionsTests {
    private static let table =
        "part,kind\n"
        + (0..<24).map {
            "\(["207-532-4100", "419-593-9315", "612-555-0143"][$0 % 3]),\(["pump", "AB-1234"][$0 % 2])"
        }
        .joined(separator: "\n") + "\n"

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "teahouse-identifiers-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path(percentEncoded: false)
        try Data(Self.table.utf8).write(to: URL(filePath: path + "/t.csv"))
        try await body(path)
    }

    private func suspected(_ arguments: [String]) async throws -> [String] {
        let outcome = try await CommandLineTool.run(["measure"] + arguments + ["--json"])
        let found = try #require(outcome.json["findings"]?.array, "\(outcome.error)")
        return found.map {
            [$0["kind"], $0["verdict"], $0["certainty"]].map { $0?.string ?? "" }.joined(separator: " ")
        }
    }

    @Test func `a likely one is answered with a reason, which the report has; an own one is not`()
        async throws
    {
        try await withFolder { folder in
            let table = folder + "/t.csv"
            #expect(try await suspected([table]) == ["phone blocking likely"])
            let reason = ["--acknowledge", "part=our own part numbers"]
            #expect(try await suspected([table] + reason) == ["phone listed likely"])
            let report = try await CommandLineTool.run(["measure", table, "--json"] + reason)
            #expect(report.json["columns"]?.array?.first?["acknowledged"] == "our own part numbers")
            #expect(
                report.json["findings"]?.array?.first?["reason"]?.string?.contains("our own part numbers")
                    == true
            )
            #expect(try await suspected([table, "--packs", "de,industry"]) == [])
            try Data("word pump station\nshape AB-####\n".utf8).write(to: URL(filePath: folder + "/own.txt"))
            let own = [table, "--packs", "de", "--identifiers", folder + "/own.txt"]
            #expect(try await suspected(own) == ["own_shape blocking certain"])
            #expect(
                try await suspected(own + ["--acknowledge", "kind=no"]) == ["own_shape blocking certain"]
            )
            let screened = try await CommandLineTool.run([
                "screen", table, "--identifiers", folder + "/own.txt", "--packs", "de",
            ])
            #expect(screened.code == 1)
            #expect(screened.output.contains("own_shape"))
        }
    }

    @Test func `wrong usage ends with 2 and says what is wrong`() async throws {
        try await withFolder { folder in
            let table = folder + "/t.csv"
            try Data("word ab\nnoun x\n".utf8).write(to: URL(filePath: folder + "/bad.txt"))
            for (arguments, said) in [
                (["--packs", "de,mars"], "mars"), (["--acknowledge", "part"], "COLUMN=REASON"),
                (["--acknowledge", "nothing=x"], "nothing"),
                (["--identifiers", folder + "/bad.txt"], "line 2"),
            ] {
                let outcome = try await CommandLineTool.run(["measure", table] + arguments)
                #expect(outcome.code == 2, "\(arguments)")
                #expect(outcome.error.contains(said), "\(arguments): \(outcome.error)")
            }
        }
    }
}
