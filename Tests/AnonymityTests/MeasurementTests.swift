// SPDX-License-Identifier: Apache-2.0
import Tables
import TestSupport
import Testing

@testable import Anonymity

struct MeasurementTests {
    private static let alphabets = [
        ["a", "b", "c", "d", "e", "f"], ["", "x", "y"], ["1", "2", "10", "-3", "2.5"],
        ["1", " 1.0", "01", "2 ", ""],
        ["only"], [""], ["", "7"], ["crack", "Crack", "crack ", "leak", "NA", ""],
        ["S\u{E4}ge", "Sa\u{308}ge", " S\u{C4}GE", "n/a"], ["1", "1.0", "null", "-", "."], ["NaN", "#N/A"],
        ["a longer text that needs the arena", "a longer text that needs the  arena", "b"],
    ]

    private func metrics(
        _ table: [[String]],
        quasi: Int,
        sensitive: Int,
        combine: Bool = false
    ) throws -> TableMetrics {
        let header = (0..<quasi + sensitive).map { "c\($0)" }
        var reader = try CSVReader(csv(header, table))
        var measurement = try Measurement(
            header: header,
            quasi: Array(header.prefix(quasi)),
            sensitive: Array(header.suffix(sensitive)),
            combine: combine
        )
        while try reader.next() { try measurement.add(reader) }
        return try measurement.finish()
    }

    private func randomTable(_ random: inout SeededRandom, width: Int) -> [[String]] {
        let columns = (0..<width).map { _ in random.pick(Self.alphabets) }
        return (0..<random.int(1...60)).map { _ in columns.map { random.pick($0) } }
    }

    @Test func `rows of stars were suppressed and are in no class`() throws {
        let rows =
            [[String]](repeating: ["N", "40", "a"], count: 5)
            + [[String]](repeating: ["S", "50", "b"], count: 6)
        let stars = [["*", "*", "c"], ["*", "*", "d"]]
        let found = try metrics(rows + stars, quasi: 2, sensitive: 1)
        #expect(found.classes.k == 5)
        #expect(found.classes.classes == 2)
        #expect(found.rows == 13)
        #expect(found.suppressedRows == 2)
        #expect(found.sensitive.first?.metrics?.values == 4)
        #expect(found.sensitive.first?.metrics?.l == 1)
        // One star is a value as any other, and so are the stars of a table that has nothing else.
        #expect(try metrics(rows + [["*", "40", "a"]], quasi: 2, sensitive: 1).classes.k == 1)
        let all = try metrics([["*", "*", "a"], ["*", "*", "b"]], quasi: 2, sensitive: 1)
        #expect(all.classes.k == 2)
        #expect(all.suppressedRows == 0)
        // Without a quasi-identifier there is nothing to suppress.
        #expect(try metrics([["*"], ["a"]], quasi: 0, sensitive: 1).classes.k == 2)
    }

    @Test func `random tables agree with the definitions`() throws {
        var random = SeededRandom(1)
        for round in 0..<600 {
            let (quasi, sensitive) = (random.int(0...4), random.int(1...3))
            let table = randomTable(&random, width: quasi + sensitive)
            let combine = round % 2 == 1
            let measured = try metrics(table, quasi: quasi, sensitive: sensitive, combine: combine)
            let oracle = Oracle(table, quasi: Array(0..<quasi))
            let sizes = oracle.classes.map(\.count)

            #expect(measured.classes.k == sizes.min())
            #expect(measured.classes.classes == sizes.count)
            #expect(measured.classes.rows == table.count)
            #expect(measured.classes.uniques == sizes.count { $0 == 1 })
            #expect(measured.classes.rowsUnder5 == sizes.filter { $0 < 5 }.reduce(0, +))
            #expect(measured.classes.rowsUnder11 == sizes.filter { $0 < 11 }.reduce(0, +))
            #expect(measured.classes.histogram.reduce(0) { $0 + $1.rows } == table.count)
            for (index, attribute) in measured.sensitive.enumerated() {
                let column = quasi + index
                let key = combine ? (0..<quasi + sensitive).filter { $0 != column } : Array(0..<quasi)
                let oracle = Oracle(table, quasi: key)
                for (found, expected) in [
                    (attribute.metrics, oracle.sensitive(column)),
                    (attribute.measured.known ?? attribute.metrics, oracle.sensitive(column, known: true)),
                ] {
                    guard let expected else {
                        #expect(attribute.measured.known == nil)
                        continue
                    }
                    #expect(
                        agree(try #require(found), expected),
                        "\(found as Any) for \(expected) in \(table)"
                    )
                }
            }
            for (index, contribution) in measured.contributions.enumerated() {
                let without = Oracle(table, quasi: (0..<quasi).filter { $0 != index }).classes.map(\.count)
                #expect(contribution.kWithout == without.min())
                #expect(contribution.uniquesWithout == without.count { $0 == 1 })
            }
        }
    }

    @Test func `a table without rows has defined answers`() throws {
        let measured = try metrics([], quasi: 2, sensitive: 1)
        #expect(measured.classes.k == nil)
        #expect(measured.classes.rows == 0)
        #expect(measured.classes.averageRisk == nil)
        #expect(measured.sensitive[0].metrics == nil)
        #expect(measured.worst == nil)
    }

    @Test func `without quasi-identifiers all rows are one class`() throws {
        let measured = try metrics([["a"], ["b"], ["a"]], quasi: 0, sensitive: 1)
        #expect(measured.classes.k == 3)
        #expect(measured.classes.classes == 1)
        #expect(measured.sensitive[0].metrics?.t == 0)
    }

    @Test func `an empty cell is a value of its own, also in a single quasi-identifier`() throws {
        let table = [["a", "x"], ["a", "x"], ["a", "y"], ["a", "y"], ["a", "y"], ["", "x"]]
        #expect(try metrics(table, quasi: 1, sensitive: 1).classes.k == 1)
    }

    @Test func `entropy l of a uniform class is its number of values`() throws {
        for count in 2...12 {
            let measured = try metrics((0..<count).map { ["q", "v\($0)"] }, quasi: 1, sensitive: 1)
            let entropy = try #require(measured.sensitive[0].metrics).entropyL
            #expect(abs(entropy - Double(count)) < 1e-9)
        }
    }

    @Test func `sixty-four quasi-identifiers are measured`() throws {
        let table = (0..<40).map { row in (0..<65).map { column in "\(row % 4 == column % 7 ? row % 4 : 9)" }
        }
        let measured = try metrics(table, quasi: 64, sensitive: 1)
        #expect(measured.classes.k == 10)
        #expect(measured.contributions.count == 64)
    }

    @Test func `many values and classes outgrow every table`() throws {
        let table = (0..<20_000).map { row in ["\(row % 5_000)", "key number \(row / 2)", "\(row % 3)"] }
        let measured = try metrics(table, quasi: 2, sensitive: 1)
        #expect(measured.classes.classes == 20_000)
        #expect(measured.contributions.map(\.kWithout) == [2, 4])
    }
}
