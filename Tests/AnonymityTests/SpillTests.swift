// SPDX-License-Identifier: Apache-2.0
import Tables
import TestSupport
import Testing

@testable import Anonymity

/// Tables with more classes than memory may hold.
struct SpillTests {
    /// Rows of which many are alone in their class, with values that repeat enough for the
    /// dictionaries to stay small.
    private static func table(rows: Int, seed: UInt64) -> MemorySource {
        var random = SeededRandom(seed)
        let lines = (0..<rows).map { _ in
            let columns: [String] = [
                "a\(random.int(0...60))", "b\(random.int(0...40))", "c\(random.int(0...20))",
                "\(random.int(0...9)).5",
                "fault \(random.int(0...3))", "machine \(random.int(0...300))",
            ]
            return columns.joined(separator: ",")
        }
        return MemorySource("a,b,c,wear,fault,machine\n" + lines.joined(separator: "\n") + "\n")
    }

    private static func metrics(
        _ source: MemorySource,
        combine: Bool = false,
        subject: String? = nil,
        memory: Int
    ) throws -> TableMetrics {
        var reader = try CSVReader(source)
        var measurement = try Measurement(
            header: reader.header,
            quasi: ["a", "b", "c"],
            sensitive: ["wear", "fault"],
            combine: combine,
            subject: subject,
            memory: memory
        )
        while try reader.next() { try measurement.add(reader) }
        return try measurement.finish()
    }

    @Test(arguments: [(false, nil), (true, nil), (false, "machine"), (true, "machine")])
    func `spilled classes give the numbers of classes in memory`(combine: Bool, subject: String?) throws {
        let table = Self.table(rows: 40_000, seed: 5)
        let whole = try Self.metrics(table, combine: combine, subject: subject, memory: 1 << 30)
        let spilled = try Self.metrics(table, combine: combine, subject: subject, memory: 1 << 20)
        #expect(whole.classes == spilled.classes)
        #expect(whole.rowK == spilled.rowK)
        #expect(whole.contributions == spilled.contributions)
        #expect(whole.sensitive == spilled.sensitive)
        #expect(whole.classes.classes > 20_000)
        #expect(!spilled.minimalUniques.isComplete, "it did not spill")
    }

    @Test func `values that do not fit are refused`() throws {
        let rows = (0..<20_000).map { "\($0),x\n" }.joined()
        #expect(throws: MeasureError.tooManyValues(limit: 1 << 18)) {
            try measure(
                source: MemorySource("a,b\n" + rows),
                digest: "",
                roles: ["a": .quasi, "b": .sensitive],
                options: MeasureOptions(memory: 1 << 18)
            )
        }
    }

    @Test func `classes that do not fit even in parts are refused`() throws {
        let spill = try ClassSpill(
            like: ClassTables(quasi: 1, sensitive: 0, combined: false),
            limit: 1 << 12
        )
        var tables = ClassTables(quasi: 1, sensitive: 0, combined: false)
        for code in 0..<100_000 as Range<UInt32> {
            _ = withUnsafePointer(to: code) { tables.classes.add($0) }
        }
        try spill.write(tables)
        #expect(throws: MeasureError.tooManyClasses(limit: 1 << 12)) { try spill.forEach { _ in } }
    }

    @Test func `a class spilled twice is one class, its rows added up beyond what one word holds`() throws {
        let empty = ClassTables(quasi: 2, sensitive: 1, combined: false)
        let spill = try ClassSpill(like: empty, limit: 1 << 20)
        for _ in 0..<2 {
            var tables = empty
            let number = [7, 9].withUnsafeBufferPointer { (codes: UnsafeBufferPointer<UInt32>) in
                tables.classes.add(codes.baseAddress.unsafelyUnwrapped, weight: 3_000_000_000)
            }
            tables.pairs[0].add(class: number, value: 4, weight: 3_000_000_000)
            try spill.write(tables)
        }
        var found: [Int] = []
        try spill.forEach { tables in
            found += tables.classes.weights
            tables.pairs[0].forEach { found += [Int($1), $2] }
        }
        #expect(found == [6_000_000_000, 4, 6_000_000_000])
    }
}
