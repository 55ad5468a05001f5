// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import TestSupport
import Testing

/// `teahouse screen --mask`: files written again without their small counts.
@Suite struct MaskCommandTests {
    @Test func `what is written passes, is said, and overwrites nothing`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "teahouse-mask-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path(percentEncoded: false)
        let table = path + "/t.csv"
        try Data("site,n\nNord,3\nSüd,124\n".utf8).write(to: URL(filePath: table))
        #expect(try await CommandLineTool.run(["screen", table]).code == 1)

        let out = path + "/out"
        let masked = try await CommandLineTool.run(["screen", table, "--mask", out, "--round", "5", "--json"])
        #expect(masked.code == 0, "\(masked.error)")
        #expect(try String(contentsOfFile: out + "/t.csv", encoding: .utf8) == "site,n\nNord,*\nSüd,125\n")
        let changes = try #require(masked.json["changes"]?.array)
        #expect(changes.map { $0["reason"] } == ["small", "rounded"])
        #expect(changes[0]["line"] == 2 && changes[0]["old"] == "3" && changes[0]["new"] == "*")

        // Neither what was written nor the file itself is written over.
        for folder in [out, path] {
            let again = try await CommandLineTool.run(["screen", table, "--mask", folder])
            #expect(again.code == 3 && again.error.contains("is there already"), "\(again.error)")
        }
        #expect(try await CommandLineTool.run(["screen", table, "--round", "5"]).code == 2)
        #expect(
            try await CommandLineTool.run(["screen", table, "--mask", path + "/x", "--round", "7"]).code == 2
        )
        // A sentence stays as it is, and still stands in the way.
        try Data("The old ones (n = 4) failed.\n".utf8).write(to: URL(filePath: path + "/t.md"))
        let text = try await CommandLineTool.run(["screen", path + "/t.md", "--mask", out])
        #expect(text.code == 1 && text.output.contains("0 cells changed"))
        // One that a person has to look at stands in no way, and is not said to be masked either.
        let json = path + "/t.json"
        try Data(#"[{"site":"Nord","cases":4,"other":90},{"site":"West","cases":70,"other":5}]"#.utf8)
            .write(to: URL(filePath: json))
        let left = try await CommandLineTool.run(["screen", json, "--mask", out, "--json"])
        #expect(left.code == 1 && left.json["left"] == ["t.json"], "\(left.output)")
    }
}
