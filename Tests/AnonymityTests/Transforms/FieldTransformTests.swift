// SPDX-License-Identifier: Apache-2.0
import Tables
import Testing

@testable import Anonymity

/// Tables of other countries are measured, made coarser and given recipes as their plain twins are.
@Suite struct FieldTransformTests {
    /// How a country writes a table: `26` of the report from the field, and three of its sort.
    struct Country: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let delimiter: String
        let decimal: String
        /// Day, month and year in their order.
        let day: @Sendable (Int, Int, Int) -> String
        /// What thousands are parted by.
        var thousands = ""
    }

    private static let countries = [
        Country(testDescription: "Germany", delimiter: ";", decimal: ",") { "\(two($0)).\(two($1)).\($2)" },
        Country(
            testDescription: "France",
            delimiter: "\t",
            decimal: ",",
            day: { "\(two($0))/\(two($1))/\($2)" },
            thousands: "\u{202F}"
        ),
        Country(
            testDescription: "Switzerland",
            delimiter: "|",
            decimal: ".",
            day: { "\($0).\($1).\($2)" },
            thousands: "'"
        ),
        Country(testDescription: "United States", delimiter: ",", decimal: ".") { "\($1)/\($0)/\($2)" },
    ]

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func number(_ value: Int, _ country: Country?) -> String {
        // Three places behind a mark could be a thousand.
        let whole = value / 100
        let grouped =
            whole < 1000
            ? "\(whole)"
            : "\(whole / 1000)\(country?.thousands ?? "")\(String("\(1000 + whole % 1000)".dropFirst()))"
        return "\(grouped)\(country?.decimal ?? ".")\(two(value % 100))"
    }

    /// The same hundred and twenty rows for each country; the plain twin for none.
    private static func text(_ country: Country?) -> String {
        let mark = country?.delimiter ?? ","
        func cell(_ text: String) -> String { text.contains(mark) ? "\"\(text)\"" : text }
        let rows = (0..<120).map { row -> String in
            let (day, month, year) = (13 + row * 11 % 15, 1 + row * 5 % 12, 2024 + row % 2)
            let when = country?.day(day, month, year) ?? "\(year)-\(two(month))-\(two(day))"
            let price = number(30_000 + row * 7 % 36 * 5_025, country)
            let age = number(2000 + row * 13 % 60 * 100 + 59, country)
            return [age, price, when, ["D", "F", "C"][row % 3], ["c", "l"][row / 3 % 2]].map(cell).joined(
                separator: mark
            )
        }
        return (["age\(mark)price\(mark)when\(mark)cat\(mark)fault"] + rows).joined(separator: "\n") + "\n"
    }

    private static func dialect(_ country: Country?) throws -> Dialect {
        try TableStart(of: MemorySource(text(country))).dialect()
    }

    private static func encoded(_ country: Country?) throws -> EncodedTable {
        try EncodedTable(reading: MemorySource(text(country)), dialect: try dialect(country))
    }

    @Test(arguments: countries) func `numbers are ordered, whatever marks them`(of country: Country) throws {
        let found = try [nil, country].map {
            try FieldTableTests.report(Self.text($0), quasi: ["cat"], sensitive: ["price"]).metrics
        }
        #expect(found[0].worst?.t == found[1].worst?.t)
        #expect(found[1].sensitive.first?.metrics?.distance == .ordered)
        #expect(found[0].worst?.t != found[0].worst?.tEqual)
    }

    @Test(arguments: countries) func `intervals and parts of dates are those of the plain table`(
        of country: Country
    ) throws {
        let recipe = Recipe(columns: [
            Recipe.ColumnSteps(column: "age", steps: [.interval(width: 10, origin: 0)]),
            Recipe.ColumnSteps(column: "when", steps: [.date(.month)]),
        ])
        let made = try [nil, country].map { country -> [[String]] in
            var table = try Self.encoded(country)
            _ = try Anonymiser(recipe).apply(to: &table, quasi: ["age", "when"])
            return TransformTests.rows(table).map { [$0[0], $0[2]] }
        }
        #expect(made[0] == made[1])
        #expect(made[1][0] == ["20..<30", "2024-01"])
    }

    @Test(arguments: countries) func `a recipe is found that loses no more than the plain table's`(
        of country: Country
    ) throws {
        let roles: [String: ColumnRole] = ["age": .quasi, "when": .quasi, "cat": .other, "fault": .sensitive]
        let found = try [nil, country].map { country in
            try RecipeSearch(
                Self.encoded(country),
                roles: roles,
                profile: GateProfile(name: "field", k: 5),
                limit: 0
            ).run()
        }
        let (plain, own) = (try #require(found[0]), try #require(found[1]))
        #expect(abs(plain.loss - own.loss) < 1e-9)
        #expect(own.loss < 0.9)
        #expect(own.recipe.columns.contains { $0.steps.contains { $0 != .all } })
    }

    private static let hierarchies = [
        "\u{FEFF}seal;soft;part\nbearing;hard;part\nnone;none;part\n",
        "\u{FEFF}\"seal\";\"soft\";\"part\"\r\n\"bearing\";\"hard\";\"part\"\r\n\"none\";\"none\";\"part\"\r\n",
        "seal,soft,part\nbearing,hard,part\nnone,none,part",
        "seal\tsoft; worn\tpart\nbearing\thard\tpart\nnone\tnone\tpart\n",
        "\"seal\";\"soft; worn\";\"part\"\n\"bearing\";\"hard\";\"part\"\n\"none\";\"none\";\"part\"\n",
    ]

    /// `27` of the report from the field.
    @Test(arguments: hierarchies) func `a hierarchy is read as spreadsheets and programs write it`(
        _ text: String
    ) throws {
        let hierarchy = try Hierarchy(reading: MemorySource(text))
        #expect(Set(hierarchy.parents.keys) == ["seal", "bearing", "none"])
        #expect(hierarchy.height == 2)
        #expect(hierarchy.parents["bearing"] == ["hard", "part"])
    }

    @Test(arguments: [
        (["none"], "the hierarchy of “s” lacks “leak”"),
        (["none", "crack"], "the hierarchy of “s” lacks “leak”"),
        (["none", "seal", "Öl", "Öl"], "the hierarchy of “s” lacks “leak” and 2 more of the table's values"),
        (["漏れ", "漏れ", "Wear"], "the hierarchy of “s” lacks “leak” and 3 more of the table's values"),
    ])
    func `what a hierarchy lacks is named and counted`(_ further: [String], _ words: String) throws {
        let tree = try Hierarchy(reading: MemorySource("none;part\nseal;part\nbearing;part\ncrack;part\n"))
        let values =
            ["seal", "leak", "bearing", "leak"] + further + (further.count == 4 ? ["rust"] : [])
            + (further.count == 3 ? ["rust"] : [])
        let error = try #require(throws: MeasureError.self) {
            try measure(
                source: csv(["q", "s"], values.map { ["1", $0] }),
                digest: "",
                roles: ["q": .quasi, "s": .sensitive],
                options: MeasureOptions(hierarchies: ["s": tree])
            )
        }
        #expect(error.description == words)
    }
}
