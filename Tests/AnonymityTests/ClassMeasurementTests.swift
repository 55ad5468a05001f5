// SPDX-License-Identifier: Apache-2.0
import Tables
import TestSupport
import Testing

@testable import Anonymity

/// What is measured of classes beyond their sizes, against the definitions written out.
struct ClassMeasurementTests {
    private static let alphabets = [
        ["a", "b", ""], ["x", "y", "z", ""], ["1", "2"], ["p", "q", "r", "s", "t"],
    ]

    private func measure(_ table: [[String]], quasi: Int, subject: String? = nil) throws -> TableMetrics {
        let header = (0..<(table.first?.count ?? quasi)).map { "c\($0)" }
        var reader = try CSVReader(csv(header, table))
        var measurement = try Measurement(
            header: header,
            quasi: Array(header.prefix(quasi)),
            sensitive: [],
            combine: false,
            subject: subject
        )
        while try reader.next() { try measurement.add(reader) }
        return try measurement.finish()
    }

    @Test func `an empty cell that may be anything agrees with every value`() throws {
        var random = SeededRandom(7)
        var measured = 0
        for _ in 0..<300 {
            let width = random.int(1...4)
            let table = (0..<random.int(1...30)).map { _ in
                (0..<width).map { random.pick(Self.alphabets[$0]) }
            }
            let agreeing = table.map { row in
                table.count { other in zip(row, other).allSatisfy { $0 == $1 || $0.isEmpty || $1.isEmpty } }
            }
            guard let found = try measure(table, quasi: width).wildcard else {
                #expect(!table.joined().contains(""))
                continue
            }
            measured += 1
            #expect(found.k == agreeing.min())
            #expect(found.uniques == agreeing.count { $0 == 1 })
            #expect(found.rowsUnder5 == agreeing.count { $0 < 5 })
            let risk = agreeing.reduce(0) { $0 + 1 / Double($1) } / Double(table.count)
            #expect(abs(found.averageRisk - risk) < 1e-12)
        }
        #expect(measured > 100)
    }

    @Test func `minimal uniques are sets that single a row out while none of their parts does`() throws {
        var random = SeededRandom(8)
        for _ in 0..<200 {
            let width = random.int(1...4)
            let table = (0..<random.int(1...25)).map { _ in
                (0..<width).map { random.pick(Self.alphabets[$0]) }
            }
            func isUnique(_ row: Int, _ columns: [Int]) -> Bool {
                table.count { other in columns.allSatisfy { other[$0] == table[row][$0] } } == 1
            }
            var expected: [[String]: Int] = [:]
            for mask in 1..<(1 << width) where mask.nonzeroBitCount <= 3 {
                let columns = (0..<width).filter { mask >> $0 & 1 == 1 }
                let rows = table.indices.count { row in
                    isUnique(row, columns)
                        && !columns.contains { left in
                            isUnique(row, columns.filter { $0 != left }) && columns.count > 1
                        }
                        && isUnique(row, Array(0..<width))
                }
                if rows > 0 { expected[columns.map { "c\($0)" }] = rows }
            }
            let found = try measure(table, quasi: width).minimalUniques
            #expect(found.isComplete)
            #expect(
                Dictionary(uniqueKeysWithValues: found.subsets.map { ($0.columns, $0.rows) }) == expected,
                "\(table)"
            )
        }
    }

    @Test func `classes are counted in subjects where they are named`() throws {
        var random = SeededRandom(9)
        for _ in 0..<200 {
            let table = (0..<random.int(1...40)).map { _ in
                [random.pick(["a", "b"]), random.pick(["x", "y", "z"]), "machine \(random.int(1...6))"]
            }
            let classes = Dictionary(grouping: table) { Array($0.prefix(2)) }.values
            let subjects = classes.map { Set($0.map { $0[2] }).count }
            let found = try measure(table, quasi: 2, subject: "c2")
            #expect(found.classes.k == subjects.min())
            #expect(found.rowK == classes.map(\.count).min())
            #expect(found.classes.uniques == subjects.count { $0 == 1 })
            #expect(found.subject?.count == Set(table.map { $0[2] }).count)
            #expect(
                found.classes.rowsUnder5 == classes.filter { Set($0.map { $0[2] }).count < 5 }.joined().count
            )
            #expect(found.classes.discernibility == classes.reduce(0) { $0 + Double($1.count * $1.count) })
            let without = Dictionary(grouping: table) { $0[1] }.values.map { Set($0.map { $0[2] }).count }
                .min()
            #expect(found.contributions[0].kWithout == without)
        }
    }

    @Test func `a search that would take too long says so`() throws {
        var classes = TupleTable(width: 2)
        for number in 0..<100 as Range<UInt32> {
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2) { key in
                key[0] = number
                key[1] = number % 7
                _ = classes.add(UnsafePointer(key.baseAddress.unsafelyUnwrapped))
            }
        }
        let found = MinimalUniques(classes, names: ["a", "b"], budget: 150)
        #expect(!found.isComplete)
        #expect(found.subsets == [MinimalUniques.Subset(columns: ["a"], rows: 100)])
    }

    @Test func `what does not fit into the budget is not even enumerated`() {
        var classes = TupleTable(width: 2000)
        for number in 0..<3 as Range<UInt32> {
            let key = (0..<2000).map { UInt32($0) &* number }
            _ = key.withUnsafeBufferPointer { classes.add($0.baseAddress.unsafelyUnwrapped) }
        }
        let names = (0..<2000).map { "q\($0)" }
        // Of the three thousand million triples no one is made, and of the pairs some.
        let found = MinimalUniques(classes, names: names, budget: 10_000)
        #expect(!found.isComplete)
        #expect(found.subsets.first == MinimalUniques.Subset(columns: ["q1"], rows: 3))
        let few = MinimalUniques(classes, names: Array(names.prefix(4)))
        #expect(few.isComplete)
    }

    @Test func `a table has at most sixty-four quasi-identifiers`() throws {
        let names = (0..<65).map { "q\($0)" }
        let table = names.joined(separator: ",") + "\n" + names.map { _ in "1" }.joined(separator: ",") + "\n"
        func roles(_ quasi: Int) -> [String: ColumnRole] {
            Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0 < quasi ? .quasi : .other) })
        }
        #expect(throws: MeasureError.tooManyQuasi(count: 65)) {
            try Anonymity.measure(source: MemorySource(table), digest: "", roles: roles(65))
        }
        #expect(try Anonymity.measure(source: MemorySource(table), digest: "", roles: roles(64)).rows == 1)
    }
}
