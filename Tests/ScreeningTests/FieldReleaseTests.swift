// SPDX-License-Identifier: Apache-2.0
import Screening
import Tables
import Testing

/// Row 3 of the report from the field: what is copied from a release is found however the release is written,
/// and so in three of its sort.
@Suite struct FieldReleaseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// The release, and files of a finding that hold four of its rows.
        let release: String
        let files: [(name: String, text: String)]
        var encoding: Dialect.Encoding = .utf8
    }

    private static let pumps = (0..<40).map { number -> [String] in
        [
            "PX-\(4000 + number * 7)", ["Nord", "Süd", "Île"][number % 3],
            "\(150 + number * 13 % 90),\(number % 10)",
            "\(10 + number % 18).0\(1 + number % 9).2021",
            ["bearing", "seal; worn", "shaft"][number * 5 % 3],
        ]
    }
    private static let header = ["pump", "region", "kw", "day", "fault"]

    private static func table(_ mark: String, quoting: Bool = false) -> String {
        ([header] + pumps).map { row in
            row.map { quoting || $0.contains(mark) ? "\"\($0)\"" : $0 }.joined(separator: mark)
        }.joined(separator: "\n") + "\n"
    }

    private static func markdown(_ rows: ArraySlice<[String]>) -> String {
        "# Result\n\n| pump | region | kw | day | fault |\n|---|---|---|---|---|\n"
            + rows.map { "| \($0.joined(separator: " | ")) |\n" }.joined()
    }

    /// Numbers with a point and dates in the order of ISO, as programs print them.
    private static func printed(_ row: [String]) -> [String] {
        let parts = row[3].split(separator: ".")
        return [
            row[0], row[1], row[2].replacing(",", with: "."), "\(parts[2])-\(parts[1])-\(parts[0])", row[4],
        ]
    }

    private static let cases = [
        Case(
            testDescription: "semicolons, in Markdown and word by word",
            release: table(";"),
            files: [
                ("result.md", markdown(pumps[8..<12])),
                ("head.csv", table(";").split(separator: "\n").prefix(5).joined(separator: "\n") + "\n"),
            ]
        ),
        Case(
            testDescription: "tabs, in CSV and JSON",
            release: table("\t"),
            files: [
                (
                    "some.csv",
                    pumps[20..<24].map { printed($0).joined(separator: ",") }.joined(separator: "\n") + "\n"
                ),
                (
                    "some.json",
                    "["
                        + pumps[20..<24].map { row in
                            "{"
                                + zip(header, printed(row)).map { "\"\($0)\":\"\($1)\"" }.joined(
                                    separator: ","
                                ) + "}"
                        }.joined(separator: ",") + "]"
                ),
            ]
        ),
        Case(
            testDescription: "bars in quotes and UTF-16, in SQL",
            release: table("|", quoting: true),
            files: [
                (
                    "some.sql",
                    pumps[4..<8].map { row in
                        "INSERT INTO t VALUES (\(printed(row).map { "'\($0)'" }.joined(separator: ", ")));\n"
                    }.joined()
                )
            ],
            encoding: .utf16le
        ),
        Case(
            testDescription: "semicolons below a title and a comment, in HTML",
            release: "# pumps\n" + table(";"),
            files: [
                (
                    "page.html",
                    "<table>"
                        + pumps[0..<4].map { row in
                            "<tr>" + printed(row).map { "<td>\($0)</td>" }.joined() + "</tr>"
                        }.joined() + "</table>"
                )
            ]
        ),
    ]

    @Test(arguments: cases) func `copied rows are found`(of release: Case) throws {
        var bytes = Array(release.release.utf8)
        if release.encoding == .utf16le {
            bytes = release.release.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        }
        let dialect = try TableStart(of: MemorySource(bytes)).dialect()
        let copy = ReleaseCopy(
            release: "ds-1/1",
            name: "pumps.csv",
            isDeclared: true,
            dialect: dialect
        ) { [bytes] in MemorySource(bytes) }
        let pass = ScreeningPass(releases: [copy])
        for (name, text) in release.files {
            let items = try pass.run([CopyTests.text(Array(text.utf8), name)])[0].items
            #expect(items.contains { $0.rule == "copied_row" }, "\(name): \(items)")
            #expect(items.contains { $0.rule == "rare_token" }, "\(name): \(items)")
        }
        // What has the words of the release and none of its rows is no copy.
        let other = "| region | pumps |\n|---|---|\n| Nord | 14 |\n| Süd | 13 |\n| Île | 13 |\n"
        #expect(try pass.run([CopyTests.text(Array(other.utf8), "counts.md")])[0].items == [])
    }
}
