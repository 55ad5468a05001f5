// SPDX-License-Identifier: Apache-2.0
import JSON
import Tables
import TestSupport
import Testing

@testable import Anonymity

/// Reading, counting and scanning on three threads.
struct ParallelMeasuringTests {
    private struct Cancelled: Error {}

    private static let roles: [String: ColumnRole] = ["a": .quasi, "b": .quasi, "c": .sensitive]

    private static func report(_ text: String, _ options: MeasureOptions) throws -> AnonymityReport {
        try measure(source: MemorySource(text), digest: "", roles: roles, options: options)
    }

    /// Quoted cells, doubled quotes, embedded newlines, empty ones and one longer than a batch.
    private static func table(rows: Int, seed: UInt64) -> String {
        var random = SeededRandom(seed)
        let long = String(repeating: "long \"\" text, ", count: 40_000)
        let lines = (0..<rows).map { row in
            let mail = row % 997 == 5 ? "someone\(row)@plant.example" : ""
            let note = row == rows / 2 ? long : "line \(row % 7)\nnext \"\"\(row % 3)\"\""
            return
                "site \(random.int(0...30)),\(random.int(0...5)),\(random.int(0...9)),\"\(note)\",\(mail)\n"
        }
        return "a,b,c,note,mail\n" + lines.joined()
    }

    @Test(arguments: [0, 1, 3, 5_000, 30_000]) func `the report is the same`(rows: Int) throws {
        let text = Self.table(rows: rows, seed: UInt64(rows))
        let one = try Self.report(text, MeasureOptions())
        let beside = try Self.report(text, MeasureOptions(isParallel: true))
        #expect(one == beside)
        #expect(one.json.canonical == beside.json.canonical)
        #expect(rows < 1_000 || one.identifiers.contains { $0.kind == .email })
    }

    @Test func `a fault in the table is the one that a single thread finds`() throws {
        let text = Self.table(rows: 20_000, seed: 3) + "ragged\n"
        for isParallel in [false, true] {
            #expect(throws: CSVError.self) {
                try Self.report(text, MeasureOptions(isParallel: isParallel))
            }
        }
    }

    @Test func `a fault of the counting ends the reading`() throws {
        let text = "a,b,c\n" + (0..<40_000).map { "\($0),\($0 % 7),x\n" }.joined()
        #expect(throws: MeasureError.tooManyValues(limit: 1 << 16)) {
            try Self.report(text, MeasureOptions(memory: 1 << 16, isParallel: true))
        }
    }

    @Test func `it can be cancelled while batches wait`() throws {
        let text = Self.table(rows: 60_000, seed: 4)
        var told = 0
        let options = MeasureOptions(isParallel: true) { _ in
            told += 1
            if told == 3 { throw Cancelled() }
        }
        #expect(throws: Cancelled.self) { try Self.report(text, options) }
    }

    @Test func `independent values keep their order, and the first error by place is thrown`() throws {
        struct Wrong: Error, Equatable { let place: Int }
        #expect(Parallel(4).map(1_000) { $0 * 2 } == (0..<1_000).map { $0 * 2 })
        #expect(Parallel(3).map(0) { $0 }.isEmpty)
        #expect(throws: Wrong(place: 10)) {
            try Parallel(2).map(100) { place throws(Wrong) in
                if place % 20 == 10 { throw Wrong(place: place) }
                return place
            }
        }
    }
}
