// SPDX-License-Identifier: Apache-2.0
import JSON
import Tables
import TestSupport
import Testing

@testable import Anonymity

/// What recipes make of tables.
struct TransformTests {
    /// No HMAC, but as much a function of key and message as these tests need.
    static func code(_ key: UInt8) -> ([UInt8]) -> [UInt8] {
        { message in
            var random = SeededRandom(message.reduce(UInt64(key)) { $0 &* 1_099_511_628_211 ^ UInt64($1) })
            return (0..<32).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        }
    }

    static func table(_ header: [String], _ rows: [[String]]) throws -> EncodedTable {
        try EncodedTable(reading: csv(header, rows))
    }

    static func rows(_ table: EncodedTable) -> [[String]] {
        (0..<table.rows).map { row in table.columns.map { $0.values[Int($0.codes[row])] } }
    }

    @Test(arguments: [
        (
            Recipe.Step.interval(width: 10, origin: 0), ["0", "9.9", "10", "-1", ""],
            ["0..<10", "0..<10", "10..<20", "-10..<0", ""]
        ),
        (.interval(width: 0.5, origin: 0.25), ["0.3", "1"], ["0.25..<0.75", "0.75..<1.25"]),
        (.date(.quarter), ["2026-11-24", "2026-01-01T10:00:00Z"], ["2026-Q4", "2026-Q1"]),
        (.date(.month), ["2026-11-24 08:00"], ["2026-11"]), (.date(.year), ["1999-12-31"], ["1999"]),
        (.date(.day), ["2026-11-24T10:00:00Z"], ["2026-11-24"]),
        (.prefix(2), ["12345", "ab", "é1x"], ["12*", "ab", "é1*"]),
        (.tree(["cat": "pet", "dog": "pet"], otherwise: "other"), ["cat", "emu"], ["pet", "other"]),
        (.all, ["a", "", "b"], ["*", "", "*"]), (.topCode(100), ["99", "100.5"], ["99", "100"]),
        (.bottomCode(1), ["0.5", "3"], ["1", "3"]), (.round(5), ["12", "13", "-7.5"], ["10", "15", "-10"]),
        (.suppress(["secret"]), ["secret", "open"], ["", "open"]),
    ])
    func `each step makes of a cell what it says`(
        _ step: Recipe.Step,
        _ cells: [String],
        _ expected: [String]
    ) throws {
        var table = try Self.table(["c", "d"], cells.map { [$0, "x"] })
        let recipe = Recipe(columns: [Recipe.ColumnSteps(column: "c", steps: [step])])
        let report = try Anonymiser(recipe).apply(to: &table, quasi: [])
        #expect(Self.rows(table).map { $0[0] } == expected)
        #expect(report.columns[0].changed == zip(cells, expected).count { $0 != $1 })
        #expect(report.columns[1].changed == 0 && report.columns[1].loss == 0)
        // The same written down and read again.
        #expect(try Recipe(recipe.json) == recipe)
    }

    @Test func `missing values among numbers stay, and a recipe for such a column is found`() throws {
        let rows = (0..<60).map { [$0 % 20 == 0 ? "k. A." : $0 % 20 == 1 ? "NA" : "\($0),5"] }
        var table = try Self.table(["c"], rows)
        let missing = MissingWords(further: ["k. A."])
        let european = Dialect(decimal: .comma)
        let levels = GeneralisationLevels(of: table.columns[0], k: 5, european, missing: missing)
        #expect(levels.steps.contains { if case .interval = $0 { true } else { false } })
        let plain = (0..<60).map { [$0 % 20 == 0 ? "k. A." : "\($0)"] }
        table = try Self.table(["c"], plain)
        let recipe = Recipe(columns: [Recipe.ColumnSteps(column: "c", steps: [.round(10)])])
        _ = try Anonymiser(recipe, missing: missing).apply(to: &table, quasi: [])
        #expect(table.columns[0].values.contains("k. A."))
        #expect(table.columns[0].values.count == 8)
    }

    @Test func `what a step cannot read is named by line, and the value is not quoted`() throws {
        for (step, error) in [
            (Recipe.Step.round(5), TransformError.notANumber(column: "c", line: 3)),
            (.date(.month), .notADate(column: "c", line: 2)),
            (.tree(["1": "one"], otherwise: nil), .notInTree(column: "c", line: 3)),
            (.pseudonym, .needsKey(column: "c")), (.noise(scale: 1), .needsKey(column: "c")),
        ] {
            var table = try Self.table(["c"], [["1"], ["tea"], ["2"]])
            let recipe = Recipe(columns: [Recipe.ColumnSteps(column: "c", steps: [step])])
            #expect(throws: error) { try Anonymiser(recipe).apply(to: &table, quasi: []) }
            #expect(!error.description.contains("tea"))
        }
    }

    @Test func `pseudonyms are the same for a value under a key, and others under another`() throws {
        func names(_ key: UInt8) throws -> [String] {
            var table = try Self.table(["c", "d"], [["a", "a"], ["b", "b"], ["a", "a"]])
            let steps = ["c", "d"].map { Recipe.ColumnSteps(column: $0, steps: [.pseudonym]) }
            _ = try Anonymiser(Recipe(columns: steps), code: Self.code(key)).apply(to: &table, quasi: [])
            return Self.rows(table).flatMap { $0 }
        }
        let first = try names(1)
        #expect(first[0] == first[4] && first[0] != first[2])
        // Columns do not link either.
        #expect(first[0] != first[1])
        #expect(first.allSatisfy { $0.count == 24 })
        #expect(try names(1) == first)
        #expect(Set(try names(2)).isDisjoint(with: first))
    }

    @Test func `dates of a subject keep their distances, and noise its scale`() throws {
        let dates = [
            ["m1", "2026-02-27"], ["m1", "2026-03-02T10:00:00Z"], ["m2", "2026-02-27"], ["m3", "2026-02-27"],
        ]
        var table = try Self.table(["m", "at"], dates)
        let shift = Recipe(columns: [
            Recipe.ColumnSteps(column: "at", steps: [.shiftDates(subject: "m", days: 300)])
        ])
        _ = try Anonymiser(shift, code: Self.code(3)).apply(to: &table, quasi: [])
        let days = Self.rows(table).compactMap { Dialect().day($0[1])?.day }
        #expect(days[1] - days[0] == 3)
        #expect(Set(days).count == 4)
        #expect(Self.rows(table)[1][1].hasSuffix("T10:00:00Z"))
        let old = try #require(Dialect().day("2026-02-27")?.day)
        #expect(days.allSatisfy { abs($0 - old) <= 303 })

        var numbers = try Self.table(["x", "y"], (0..<4000).map { ["100", "\($0)"] })
        let noise = Recipe(columns: [Recipe.ColumnSteps(column: "x", steps: [.noise(scale: 2)])])
        _ = try Anonymiser(noise, code: Self.code(4)).apply(to: &numbers, quasi: [])
        let errors = Self.rows(numbers).compactMap { Double($0[0]).map { $0 - 100 } }
        // The mean of Laplace noise is 0, that of its size the scale.
        let mean: Double = errors.reduce(0, +) / 4000
        let size: Double = errors.reduce(0) { $0 + abs($1) } / 4000
        #expect(abs(mean) < 0.2)
        #expect(abs(size - 2) < 0.2)
    }

    @Test func `micro-aggregation keeps the means, and no group is smaller than k`() throws {
        var random = SeededRandom(5)
        for _ in 0..<40 {
            let k = random.int(2...6)
            let rows = (0..<random.int(1...90)).map { _ in
                [
                    "\(random.int(0...50))", "\(random.int(0...1000))",
                    random.int(0...9) == 0 ? "" : "\(random.int(1...5))",
                ]
            }
            var table = try Self.table(["a", "b", "c"], rows)
            let recipe = Recipe(microaggregations: [Recipe.Microaggregation(columns: ["a", "b"], k: k)])
            _ = try Anonymiser(recipe).apply(to: &table, quasi: [])
            let after = Self.rows(table)
            for column in 0..<2 {
                let was: [Double] = rows.compactMap { Double($0[column]) }
                let isNow: [Double] = after.compactMap { Double($0[column]) }
                let difference: Double = was.reduce(0, +) - isNow.reduce(0, +)
                #expect(abs(difference) < 1e-5 * Double(rows.count + 1))
            }
            let sizes = Dictionary(grouping: after) { Array($0.prefix(2)) }.values.map(\.count)
            #expect(sizes.allSatisfy { $0 >= min(k, rows.count) })
            #expect(after.map { $0[2] } == rows.map { $0[2] })
        }
        let many = (0..<12_000).map { [Double($0 % 977), Double($0 % 13)] }
        let groups = Dictionary(grouping: Microaggregator.groups(many, k: 5)) { $0 }.values.map(\.count)
        #expect(groups.allSatisfy { $0 >= 5 && $0 < 10 })
    }

    @Test func `rows of small classes are left out up to the limit`() throws {
        let rows = [["a", "1"], ["a", "2"], ["a", "3"], ["b", "4"]]
        var table = try Self.table(["q", "x"], rows)
        var recipe = Recipe(rows: Recipe.RowSuppression(k: 2, limit: 0.25))
        let report = try Anonymiser(recipe).apply(to: &table, quasi: ["q"])
        #expect(Self.rows(table) == Array(rows.prefix(3)))
        #expect(report.suppressedShare == 0.25)
        recipe.rows = Recipe.RowSuppression(k: 2, limit: 0.2)
        table = try Self.table(["q", "x"], rows)
        #expect(throws: TransformError.tooManySuppressed(share: 0.25, limit: 0.2)) {
            try Anonymiser(recipe).apply(to: &table, quasi: ["q"])
        }
        #expect(throws: TransformError.noQuasiIdentifiers) {
            try Anonymiser(recipe).apply(to: &table, quasi: [])
        }
    }

    @Test func `a written table reads back as itself`() throws {
        let cells = ["", "a,b", "say \"tea\"", "two\nlines", " x ", "é", "plain"]
        for header in [["only"], ["a", "b, c", "d\"e"]] {
            let rows = (0..<12).map { row in header.indices.map { cells[(row + $0) % cells.count] } }
            let table = try Self.table(header, rows)
            var bytes: [UInt8] = []
            try table.write { bytes += $0 }
            let again = try EncodedTable(reading: MemorySource(bytes))
            #expect(again.header == header)
            #expect(Self.rows(again) == rows)
        }
    }

    @Test(arguments: [
        (#"{"version":1,"columns":{"a":[{"blend":1}]}}"#, "/columns/a/0"),
        (#"{"version":1,"columns":{"a":[{"round":0}]}}"#, "/columns/a/0/round"),
        (#"{"version":1,"columns":{"a":[{"interval":{"width":-1}}]}}"#, "/columns/a/0/interval/width"),
        (#"{"version":2}"#, "/version"), (#"{"version":1,"more":1}"#, "/more"),
        (#"{"version":1,"roles":{"a":"king"}}"#, "/roles"),
        (#"{"version":1,"suppress_rows":{"k":1}}"#, "/suppress_rows/k"),
        (#"{"version":1,"columns":{"a":[{"date":"week"}]}}"#, "/columns/a/0/date"),
    ])
    func `a wrong recipe is refused with the place`(_ text: String, _ pointer: String) throws {
        let error = #expect(throws: InvalidObject.self) { try Recipe(try JSON(parsing: Array(text.utf8))) }
        #expect(error?.errors.contains { $0.pointer == pointer } == true, "\(error?.errors ?? [])")
    }
}
