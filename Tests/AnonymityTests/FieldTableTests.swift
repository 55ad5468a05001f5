// SPDX-License-Identifier: Apache-2.0
import Tables
import Testing

@testable import Anonymity

/// Tables as they come from the field, and three of the sort of each, measured in the dialect that is found.
@Suite struct FieldTableTests {
    struct Case: Sendable {
        let text: String
        let quasi: [String]
        let sensitive: [String]
        /// `k`, `l`, and `open` or `closed`, or the words of a refusal.
        let verdict: String
        var subject: String?

        init(
            _ text: String,
            quasi: String,
            sensitive: String = "",
            subject: String? = nil,
            _ verdict: String
        ) {
            self.text = text
            self.quasi = quasi.split(separator: "+").map(String.init)
            self.sensitive = sensitive.split(separator: "+").map(String.init)
            self.subject = subject
            self.verdict = verdict
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        /// The number in the report from the field.
        let number: Int
        let title: String
        let cases: [Case]
        var testDescription: String { "\(number): \(title)" }
    }

    static func report(
        _ text: String,
        quasi: [String],
        sensitive: [String],
        subject: String? = nil
    ) throws -> AnonymityReport {
        let dialect = try TableStart(of: MemorySource(text)).dialect()
        let header = try CSVReader(MemorySource(text), dialect: dialect).header
        var roles = Dictionary(uniqueKeysWithValues: header.map { ($0, ColumnRole.other) })
        for name in quasi { roles[name] = .quasi }
        for name in sensitive { roles[name] = .sensitive }
        return try measure(
            source: MemorySource(text),
            digest: "",
            roles: roles,
            profile: GateProfile(name: "field", k: 3, distinctL: 2),
            options: MeasureOptions(dialect: dialect, subject: subject)
        )
    }

    @Test(arguments: rows)
    func `a table from the field is measured as it is meant, and so are others of its sort`(
        of row: Row
    ) throws {
        for each in row.cases {
            var said: String
            do {
                let report = try Self.report(
                    each.text,
                    quasi: each.quasi,
                    sensitive: each.sensitive,
                    subject: each.subject
                )
                said = "k \(report.metrics.classes.k ?? 0)"
                if let l = report.metrics.worst?.l { said += " l \(l)" }
                said += report.gate.passed ? " open" : " closed"
            } catch let error as MeasureError {
                said = error.description
            } catch let error as CSVError {
                said = error.description
            }
            #expect(said == each.verdict, "\(each.text.prefix(80))")
        }
    }

    /// As many rows as `count`, each made from its number.
    private static func table(_ header: String, _ count: Int, _ row: (Int) -> String) -> String {
        header + "\n" + (0..<count).map { row($0) + "\n" }.joined()
    }

    private static func cells(_ names: [(String, Int)], _ line: (String) -> String) -> String {
        names.map { name, times in String(repeating: line(name) + "\n", count: times) }.joined()
    }

    private static let usual = cells([("crack", 6), ("leak", 6), ("wear", 6)]) { "N,\($0)" }

    private static let rows: [Row] = [
        Row(
            number: 1,
            title: "a release whose columns are parted by something else than commas",
            cases: [
                Case(
                    table("year;plant;power;fault", 48) {
                        "\(1990 + $0 % 12);Werk \($0 % 12 % 6);\(100 + $0 % 12) kW;seal"
                    },
                    quasi: "year+plant",
                    sensitive: "fault",
                    "k 4 l 1 closed"
                ),
                Case(
                    table("Jahr\tWerk\tStörung", 40) {
                        "\(2001 + $0 % 4)\tHalle \($0 % 2), Süd\t\($0 / 8 % 2 == 0 ? "a" : "b")"
                    },
                    quasi: "Jahr+Werk",
                    sensitive: "Störung",
                    "k 10 l 2 open"
                ),
                Case(
                    table("année|usine|panne", 30) {
                        "\(2001 + $0 % 5)|\($0 % 3)|\(["joint", "arbre"][$0 / 15])"
                    },
                    quasi: "année+usine",
                    sensitive: "panne",
                    "k 2 l 2 closed"
                ),
                Case(
                    "\u{FEFF}" + table("\"kW\";\"planta\"", 24) { "\"\(1 + $0 % 4),5\";\"Sur; \($0 % 2)\"" },
                    quasi: "kW+planta",
                    "k 6 open"
                ),
            ]
        ),
        Row(
            number: 12,
            title: "missing values are no diversity",
            cases: [
                Case(
                    "region,fault\n" + usual + cells([("crack", 10), ("", 4), ("NA", 4)]) { "Ost,\($0)" },
                    quasi: "region",
                    sensitive: "fault",
                    "k 18 l 1 closed"
                ),
                Case(
                    "region;fault\n" + cells([("a", 6), ("b", 6)]) { "W;\($0)" }
                        + cells([("b", 8), ("N/A", 3), ("null", 3)]) { "O;\($0)" },
                    quasi: "region",
                    sensitive: "fault",
                    "k 12 l 1 closed"
                ),
                Case(
                    "地区\t故障\n" + cells([("裂纹", 6), ("磨损", 6)]) { "北\t\($0)" }
                        + cells([("裂纹", 8), ("-", 3), ("#N/A", 3)]) { "南\t\($0)" },
                    quasi: "地区",
                    sensitive: "故障",
                    "k 12 l 1 closed"
                ),
                Case(
                    "region|cost\n" + cells([("1,5", 6), ("2,5", 6)]) { "W|\($0)" }
                        + cells([("2,5", 8), (".", 2), ("NaN", 2)]) { "O|\($0)" },
                    quasi: "region",
                    sensitive: "cost",
                    "k 12 l 1 closed"
                ),
            ]
        ),
        Row(
            number: 13,
            title: "spellings are no diversity",
            cases: [
                Case(
                    "region,fault\n" + usual
                        + cells([("crack", 6), ("Crack", 6), ("crack ", 6)]) { "Ost,\($0)" },
                    quasi: "region",
                    sensitive: "fault",
                    "k 18 l 1 closed"
                ),
                Case(
                    "ort;art\n" + cells([("Öl", 6), ("Luft", 6)]) { "W;\($0)" }
                        + cells([("ÖL", 4), ("O\u{308}l", 4), ("öl\u{A0}", 4)]) { "O;\($0)" },
                    quasi: "ort",
                    sensitive: "art",
                    "k 12 l 1 closed"
                ),
                Case(
                    "место\tпричина\n" + cells([("утечка", 6), ("износ", 6)]) { "A\t\($0)" }
                        + cells([("Утечка", 6), ("УТЕЧКА", 6)]) { "B\t\($0)" },
                    quasi: "место",
                    sensitive: "причина",
                    "k 12 l 1 closed"
                ),
                Case(
                    "ort;preis\n" + cells([("1,5", 6), ("2,5", 6)]) { "W;\($0)" }
                        + cells([("2,5", 6), ("2,50", 3), ("02,5", 3)]) { "O;\($0)" },
                    quasi: "ort",
                    sensitive: "preis",
                    "k 12 l 1 closed"
                ),
            ]
        ),
        Row(
            number: 14,
            title: "subjects however written",
            cases: [
                Case(
                    "machine,region\n"
                        + ["M1", "m1", "M1 ", " M1", "M-1", "M1.0"].map { "\($0),N\n" }.joined(),
                    quasi: "region",
                    subject: "machine",
                    "k 3 open"
                ),
                Case(
                    "Anlage;Ort\n"
                        + ["Säge 1", "SÄGE 1", "Sa\u{308}ge 1", "Säge 2"].map { "\($0);N\n" }.joined(),
                    quasi: "Ort",
                    subject: "Anlage",
                    "k 2 closed"
                ),
                Case(
                    "nr\tort\n" + ["7", "7.0", "07", "8", "9"].map { "\($0)\tN\n" }.joined(),
                    quasi: "ort",
                    subject: "nr",
                    "k 3 open"
                ),
                Case(
                    "станок|цех\n" + ["Пресс", "ПРЕСС", "\u{A0}пресс"].map { "\($0)|N\n" }.joined(),
                    quasi: "цех",
                    subject: "станок",
                    "k 1 closed"
                ),
            ]
        ),
        Row(
            number: 31,
            title: "rows that ARX suppressed",
            cases: [
                Case(
                    "age;zip\n" + cells([("30;8", 4), ("40;9", 4), ("*;*", 2)]) { $0 },
                    quasi: "age+zip",
                    "k 4 open"
                ),
                Case(
                    "age,zip,sex\n" + cells([("3*,81*,m", 5), ("*,*,*", 1)]) { $0 },
                    quasi: "age+zip+sex",
                    "k 5 open"
                ),
                Case(
                    "\"age\"\t\"zip\"\n"
                        + cells([("\"30\"\t\"8\"", 4), ("\"*\"\t\"*\"", 1), ("\"*\"\t\"8\"", 3)]) { $0 },
                    quasi: "age+zip",
                    "k 3 open"
                ),
                Case(
                    "age|zip\n" + cells([("[20, 30[|8", 6), ("*|*", 1), ("*|8", 1)]) { $0 },
                    quasi: "age+zip",
                    "k 1 closed"
                ),
            ]
        ),
        Row(
            number: 34,
            title: "marks, mixed ends of lines, a header alone",
            cases: [
                Case("\u{FEFF}a,b\r\n1,2\n1,2\r\n1,2\n", quasi: "a", "k 3 open"),
                Case("a;b\n", quasi: "a", "k 0 closed"),
                Case("a\tb\n\"x\ny\"\t1\n\"x\ny\"\t1\n\"x\ny\"\t1", quasi: "a", "k 3 open"),
                Case(
                    "a,b\n" + cells([("x\(String(repeating: "y", count: 5 << 20)),1", 3)]) { $0 },
                    quasi: "b",
                    "k 3 open"
                ),
            ]
        ),
        Row(
            number: 35,
            title: "many columns",
            cases: [
                Case(wide(1000, rows: 30, of: 10), quasi: names(61), "k 3 open"),
                Case(wide(64, rows: 40, of: 5), quasi: names(64), "k 8 open"),
                Case(
                    wide(65, rows: 40, of: 5),
                    quasi: names(65),
                    "65 columns are quasi-identifiers: at most 64 are measured; what nobody outside knows of a subject is none"
                ),
                Case(
                    wide(2000, rows: 3, of: 3),
                    quasi: names(2000),
                    "2000 columns are quasi-identifiers: at most 64 are measured; what nobody outside knows of a subject is none"
                ),
                Case(
                    wide(5001, rows: 3, of: 3),
                    quasi: names(1),
                    "the header has 5001 columns; a table has at most 5000"
                ),
            ]
        ),
    ]

    private static func names(_ count: Int) -> String { (0..<count).map { "c\($0)" }.joined(separator: "+") }

    /// A table of so many columns and kinds of rows.
    private static func wide(_ columns: Int, rows: Int, of kinds: Int) -> String {
        table((0..<columns).map { "c\($0)" }.joined(separator: ";"), rows) { row in
            (0..<columns).map { "\((row % kinds + $0) % 7)" }.joined(separator: ";")
        }
    }
}
