// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import TestSupport
import Testing

/// `teahouse anonymise` and what `teahouse measure` reads.
@Suite struct AnonymiseTests {
    /// Thirty machines of two sites, with a serial number each.
    private static let table =
        "serial,site,built,kind\n"
        + (0..<30).map {
            "M\(7_919 * $0 + 1),\($0 < 20 ? "north" : "south"),\(1990 + $0),\(["pump", "fan", "saw"][$0 % 3])"
        }
        .joined(separator: "\n") + "\n"

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "teahouse-anonymise-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path(percentEncoded: false)
        try Data(Self.table.utf8).write(to: URL(filePath: path + "/t.csv"))
        try await body(path)
    }

    @Test func `a recipe is carried out, and what was written is measured`() async throws {
        try await withFolder { folder in
            let recipe = """
                {"version":1,"roles":{"site":"quasi","built":"quasi","kind":"sensitive"},
                 "columns":{"serial":[{"pseudonym":true}],"built":[{"interval":{"width":10}}]},"suppress_rows":{"k":5,"limit":0.1}}
                """
            try Data(recipe.utf8).write(to: URL(filePath: folder + "/r.json"))
            let arguments = [
                "anonymise", folder + "/t.csv", "--recipe", folder + "/r.json", "--out", folder + "/o.csv",
            ]
            let keyless = try await CommandLineTool.run(arguments)
            #expect(keyless.code == 1)
            #expect(keyless.error.contains("key"))
            #expect(!FileManager.default.fileExists(atPath: folder + "/o.csv"))
            try Data(repeating: 7, count: 32).write(to: URL(filePath: folder + "/key"))
            let done = try await CommandLineTool.run(arguments + ["--key", folder + "/key", "--json"])
            #expect(done.code == 0, "\(done.error)")
            #expect(done.json["before"]?["k"]?.integer == 1)
            #expect(done.json["after"]?["k"]?.integer == 10)
            #expect(done.json["change"]?["rows_after"]?.integer == 30)
            let text = try String(contentsOfFile: folder + "/o.csv", encoding: .utf8)
            #expect(text.contains("north,1990..<2000,pump"))
            #expect(!text.contains("M7920"))
            let again = try await CommandLineTool.run(arguments + ["--key", folder + "/key"])
            #expect(again.code == 3)
            #expect(again.error.contains("already"))
        }
    }

    @Test func `a suggested recipe reaches its profile, or it is said that none does`() async throws {
        try await withFolder { folder in
            let suggest = [
                "anonymise", folder + "/t.csv", "--suggest", "--quasi", "site,built", "--sensitive", "kind",
                "--direct", "serial",
            ]
            let found = try await CommandLineTool.run(suggest + ["--profile", "agreement"])
            #expect(found.code == 0, "\(found.error)")
            #expect(found.json["columns"]?["serial"] == [["drop": true]])
            #expect(found.error.contains("no other is better"))
            try Data(found.output.utf8).write(to: URL(filePath: folder + "/r.json"))
            let made = try await CommandLineTool.run([
                "anonymise", folder + "/t.csv", "--recipe", folder + "/r.json", "--out", folder + "/o.csv",
                "--profile", "agreement",
            ])
            #expect(made.code == 0, "\(made.output)\(made.error)")
            let measured = try await CommandLineTool.run([
                "measure", folder + "/o.csv", "--quasi", "site,built", "--sensitive", "kind", "--profile",
                "agreement",
            ])
            #expect(measured.code == 0)
            let none = try await CommandLineTool.run([
                "anonymise", folder + "/t.csv", "--suggest", "--quasi", "kind", "--sensitive", "site",
                "--profile", "open",
            ])
            #expect(none.code == 1)
            #expect(none.error.contains("No recipe"))
        }
    }

    @Test func `wrong usage, a wrong recipe and an unreadable table have their codes`() async throws {
        try await withFolder { folder in
            let table = folder + "/t.csv"
            try Data(#"{"version":1,"columns":{"built":[{"blend":1}]}}"#.utf8).write(
                to: URL(filePath: folder + "/r.json")
            )
            let cases: [([String], Int32, String)] = [
                (["anonymise", table], 2, "--recipe or --suggest"),
                (["anonymise", table, "--suggest"], 2, "--quasi"),
                (["anonymise", table, "--suggest", "--quasi", "nothing"], 2, "nothing"),
                (
                    ["anonymise", table, "--recipe", folder + "/r.json", "--out", folder + "/o"], 2,
                    "/columns/built/0"
                ),
                (["anonymise", folder + "/none", "--suggest", "--quasi", "a"], 3, "none"),
                (["measure", table, "--quasi", "site", "--subject", "nobody"], 2, "nobody"),
                (["measure", table, "--quasi", "site", "--delimiter", "star"], 2, "delimiter"),
            ]
            for (arguments, code, text) in cases {
                let result = try await CommandLineTool.run(arguments)
                #expect(result.code == code, "\(arguments): \(result.error)")
                #expect(result.error.contains(text), "\(arguments): \(result.error)")
                #expect(result.output.isEmpty)
            }
            #expect(!FileManager.default.fileExists(atPath: folder + "/o"))
        }
    }

    @Test func `k in subjects, tabs and gzip by the command line, as one object`() async throws {
        try await withFolder { folder in
            let rows = (0..<20).map { "\($0 % 2)\tmachine \($0 % 4)\tx" }
            let text = "q\tm\ts\n" + rows.joined(separator: "\n") + "\n"
            try Data(text.utf8).write(to: URL(filePath: folder + "/t.tsv"))
            let gzip = Process()
            gzip.executableURL = URL(filePath: "/bin/gzip")
            gzip.arguments = [folder + "/t.tsv"]
            try gzip.run()
            gzip.waitUntilExit()
            let file = folder + "/t.tsv.gz"
            let plain = try await CommandLineTool.run([
                "measure", file, "--quasi", "q", "--sensitive", "s", "--json",
            ])
            #expect(plain.json["k"]?.integer == 10 && plain.json["rows"]?.integer == 20)
            #expect(
                plain.json["worst"]?["l"]?.integer == 1
                    && plain.json["sensitive"]?["s"]?["delta"]?.integer == 0
            )
            let subjects = try await CommandLineTool.run([
                "measure", file, "--quasi", "q", "--subject", "m", "--json",
            ])
            #expect(subjects.json["k"]?.integer == 2 && subjects.json["k_rows"]?.integer == 10)
        }
    }

    @Test func `an installation's thresholds decide, and those below the floor are refused`() async throws {
        try await withFolder { folder in
            let measure = [
                "measure", folder + "/t.csv", "--quasi", "site", "--sensitive", "kind", "--profile", "open",
                "--json", "--profiles", folder + "/p.json",
            ]
            try Data(#"{"open": {"k": 4, "distinct_l": 2, "t": 0.9}}"#.utf8)
                .write(to: URL(filePath: folder + "/p.json"))
            let own = try await CommandLineTool.run(measure)
            let rules = own.json["gate"]?["rules"]?.array ?? []
            #expect(rules.first { $0["rule"] == "k" }?["threshold"] == 4)
            #expect(rules.first { $0["rule"] == "alpha" }?["threshold"]?.double == 0.9)
            try Data(#"{"open": {"k": 2}}"#.utf8).write(to: URL(filePath: folder + "/p.json"))
            let weak = try await CommandLineTool.run(measure)
            #expect(weak.code == 2)
            #expect(weak.error.contains("/open/k"))
            let served = try await CommandLineTool.run([
                "up", "--state", folder + "/state", "--profiles", folder + "/p.json",
            ])
            #expect(served.code == 2)
            #expect(!FileManager.default.fileExists(atPath: folder + "/state"))
        }
    }

    @Test func `one thread or several, the report is the same, and small memory spills`() async throws {
        try await withFolder { folder in
            let rows = (0..<30_000).map { "\($0 % 701),\($0 % 509),\($0 / 13 % 97),\($0 % 3)\n" }.joined()
            try Data(("a,b,c,d\n" + rows).utf8).write(to: URL(filePath: folder + "/large.csv"))
            let measure = [
                "measure", folder + "/large.csv", "--quasi", "a,b,c", "--sensitive", "d", "--json",
            ]
            let beside = try await CommandLineTool.run(measure)
            let alone = try await CommandLineTool.run(measure + ["--one-thread"])
            #expect(beside.output == alone.output)
            let small = measure + ["--measure-memory", "2"]
            let spilled = try await CommandLineTool.run(small)
            #expect(spilled.code == 0)
            for key in ["k", "classes", "uniques", "worst", "contributions", "class_sizes"] {
                #expect(spilled.json[key] == beside.json[key])
            }
            let nowhere = try await CommandLineTool.run(small, environment: ["TMPDIR": folder + "/nowhere"])
            #expect(nowhere.code == 3)
            #expect(nowhere.error.contains("temporary file"))
        }
    }
}
