// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The first sign of a copy: a record that has so much of one row, and of few others, that it is no chance.
struct RowSign {
    /// A record beside the row that it fits best.
    struct Fit: Sendable {
        /// What it has of the row, less what finding one among all rows takes.
        let excess: Double
        let line: Int
        let row: Int
    }

    /// A level of which the record has something.
    private struct Step {
        let level: Int
        let column: Int
        let weight: Double
        /// What those behind tell.
        var rest = 0.0
    }

    private static let fewestCells = 3
    private static let share = 0.65
    private static let mostFits = 10
    /// log2 of e: what the best of many is expected to reach by chance.
    static let chance = 1.44
    private static let kept = 4096

    private let marks: RecordMarks
    private let search: Double
    private let seen: RowStamps
    private var steps: [Step] = []
    private(set) var fits: [Fit] = []

    init(_ marks: RecordMarks) {
        self.marks = marks
        search = log2(Double(max(2, marks.index.rows)))
        seen = RowStamps(marks.index.rows)
    }

    /// Looks at the record that was marked, after so many others.
    mutating func look(_ hits: ArraySlice<HitBlock.Hit>, line: Int, after records: Int, _ budget: inout Int) {
        guard marks.touched.count >= Self.fewestCells else { return }
        // What fewer tell can be among the best that are kept of so many, and count for nothing there.
        let least = search + Self.chance + max(0, log2(Double(max(1, records)) / Double(Self.kept)))
        guard marks.bound(hits) >= least else { return }
        seen.begin()
        order()
        var done: Set<Int> = []
        var best = (bits: 0.0, row: 0, count: 0)
        for step in steps {
            for member in marks.members where Int(member.level) == step.level {
                let first = Int(marks.index.starts[Int(member.value)])
                budget -= marks.index.count(member.value)
                guard budget > 0 else { return }
                for at in first..<Int(marks.index.starts[Int(member.value) + 1]) {
                    let row = Int(marks.index.postings[at])
                    guard seen.isNew(row), let bits = bits(of: row, least) else { continue }
                    if bits > best.bits + 1e-9 {
                        best = (bits, row, 1)
                    } else if bits > best.bits - 1e-9 {
                        best.count += 1
                    }
                }
            }
            done.insert(step.level)
            if marks.bound(hits, without: done) < max(least, best.bits) { break }
        }
        guard best.bits >= least, best.count < Self.mostFits else { return }
        keep(Fit(excess: best.bits - search, line: line, row: best.row))
    }

    /// The levels that the record has something of, the most telling first.
    private mutating func order() {
        steps.removeAll(keepingCapacity: true)
        for level in marks.touched.sorted(by: { marks.weights[$0] > marks.weights[$1] }) {
            steps.append(
                Step(level: level, column: marks.index.levels[level].column, weight: marks.weights[level])
            )
        }
        var rest = 0.0
        for place in steps.indices.reversed() {
            steps[place].rest = rest
            rest += steps[place].weight
        }
    }

    private mutating func keep(_ fit: Fit) {
        fits.append(fit)
        guard fits.count >= 2 * Self.kept else { return }
        fits.sort { $0.excess > $1.excess }
        fits.removeLast(fits.count - Self.kept)
    }

    /// What the record has of the row; `nil` when that is too little, or too little of the row.
    @inline(__always) private func bits(of row: Int, _ least: Double) -> Double? {
        var most = 0.0
        for step in steps {
            if marks.has(marks.index.value(step.level, row)) { most += step.weight }
            if most + step.rest < least { return nil }
        }
        return exactly(row, least)
    }

    /// The same with each word standing for one column, and each column for one word.
    private func exactly(_ row: Int, _ least: Double) -> Double? {
        let index = marks.index
        var bits = 0.0
        var told = 0.0
        var used: [UInt32] = []
        var columns: Set<Int> = []
        for step in steps {
            let value = index.value(step.level, row)
            guard marks.has(value), !columns.contains(step.column) else { continue }
            let place = marks.place(value)
            guard used.count(where: { $0 == place }) < marks.times(value) else { continue }
            used.append(place)
            columns.insert(step.column)
            bits += step.weight
            if let exact = index.levelsOf[step.column].first {
                told += Double(index.bits[Int(index.value(exact, row))])
            }
        }
        guard columns.count >= Self.fewestCells, bits >= least else { return nil }
        var all = 0.0
        for levels in index.levelsOf {
            guard let exact = levels.first else { continue }
            let value = index.value(exact, row)
            if value != ReleaseIndex.missing { all += Double(index.bits[Int(value)]) }
        }
        return told >= Self.share * all ? bits : nil
    }

    /// The records that are copies, given how many were looked at: of all numbers of best ones, the first at
    /// which they have more in common with rows than chance explains.
    func copies(among records: Int) -> [Fit] {
        let sorted = fits.sorted { $0.excess > $1.excess }
        let all = Double(max(1, records))
        var last = 0
        for (place, fit) in sorted.enumerated() {
            let m = Double(place + 1)
            if m * (fit.excess - max(0, log2(all / m)) - Self.chance) >= 10 { last = place + 1 }
        }
        return Array(sorted.prefix(last))
    }
}

/// Which rows were looked at for one record.
final class RowStamps {
    private var stamps: [UInt32]
    private var serial: UInt32 = 0

    init(_ rows: Int) { stamps = Array(repeating: 0, count: rows) }

    func begin() {
        serial &+= 1
        if serial == 0 {
            stamps = Array(repeating: 0, count: stamps.count)
            serial = 1
        }
    }

    @inline(__always) func isNew(_ row: Int) -> Bool {
        if stamps[row] == serial { return false }
        stamps[row] = serial
        return true
    }
}
