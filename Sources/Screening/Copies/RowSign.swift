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
        /// The most that a row which has one of the values tells in the column.
        var told = 0.0
        /// The column's bit; those behind the 64th have none, and are told apart only by `exactly`.
        let bit: UInt64
        /// The value, where the record has one of the level; else `missing`.
        var only = ReleaseIndex.missing
        var firstMember = 0
        var memberCount = 0
        var prints = ValuePrints()
        /// What those behind tell, each column once.
        var rest = 0.0
        /// Whether a row that has nothing of the steps up to this one may have its share of those behind.
        var goesOn = false
    }

    private static let fewestCells = 3
    private static let share = 0.65
    private static let mostFits = 10
    /// log2 of e: what the best of many is expected to reach by chance.
    static let chance = 1.44
    private static let kept = 4096
    /// What sums may differ by as their order does.
    private static let rounding = 1e-6

    private let marks: RecordMarks
    private let search: Double
    private var steps: [Step] = []
    /// The record's values, by their steps.
    private var members: [UInt32] = []
    /// Those that were found by the value at hand.
    private var rows: [Int] = []
    /// For `exactly`.
    private var used: [UInt32] = []
    private var columns: [Int] = []
    /// Of each level, whether its rows were looked at.
    private var isDone: [Bool]
    /// What every row tells at least, in all columns.
    private let leastOfAll: Double
    /// Of each column, what the steps that were summed up tell and weigh.
    private var toldBy: [Double]
    private var weightOf: [Double]
    private(set) var fits: [Fit] = []

    init(_ marks: RecordMarks) {
        self.marks = marks
        search = log2(Double(max(2, marks.index.rows)))
        isDone = Array(repeating: false, count: marks.index.levels.count)
        leastOfAll = marks.index.least.reduce(0, +)
        toldBy = Array(repeating: 0, count: marks.index.header.count)
        weightOf = toldBy
    }

    /// Looks at the record that was marked, after so many others.
    mutating func look(_ hits: ArraySlice<HitBlock.Hit>, line: Int, after records: Int, _ budget: inout Int) {
        guard marks.touched.count >= Self.fewestCells else { return }
        // What fewer tell can be among the best that are kept of so many, and count for nothing there.
        let least = search + Self.chance + max(0, log2(Double(max(1, records)) / Double(Self.kept)))
        guard marks.bound(hits) >= least else { return }
        guard order() else { return }
        defer { for step in steps { isDone[step.level] = false } }
        var best = (bits: 0.0, row: 0, count: 0)
        for (place, step) in steps.enumerated() {
            for member in members[step.firstMember..<step.firstMember + step.memberCount] {
                budget -= marks.index.count(member)
                guard budget > 0 else { return }
                collect(member, from: place, max(least, best.bits - 1e-6))
                for row in rows {
                    guard let bits = exactly(row, least) else { continue }
                    if bits > best.bits + 1e-9 {
                        best = (bits, row, 1)
                    } else if bits > best.bits - 1e-9 {
                        best.count += 1
                    }
                }
            }
            isDone[step.level] = true
            let rest = max(least, best.bits)
            guard step.goesOn, step.rest + Self.rounding >= rest else { break }
            if marks.bound(hits, without: isDone) < rest { break }
        }
        guard best.bits >= least, best.count < Self.mostFits else { return }
        keep(Fit(excess: best.bits - search, line: line, row: best.row))
    }

    /// The levels that the record has something of, the most telling first, and its values of them; `false`
    /// where no row has its share of them.
    private mutating func order() -> Bool {
        steps.removeAll(keepingCapacity: true)
        members.removeAll(keepingCapacity: true)
        for level in marks.touched.sorted(by: { marks.weights[$0] > marks.weights[$1] }) {
            let column = marks.index.levels[level].column
            let bit: UInt64 = column < 64 ? 1 << UInt64(column) : 0
            var step = Step(level: level, column: column, weight: marks.weights[level], bit: bit)
            step.firstMember = members.count
            for member in marks.members where Int(member.level) == level {
                members.append(member.value)
                step.prints.add(member.value)
                step.told = max(step.told, Double(marks.index.most[Int(member.value)]))
            }
            step.memberCount = members.count - step.firstMember
            if step.memberCount == 1 { step.only = members[step.firstMember] }
            steps.append(step)
        }
        return sumUp()
    }

    /// From the last step to the first, what those behind each can tell.
    private mutating func sumUp() -> Bool {
        var (told, least, rest) = (0.0, 0.0, 0.0)
        for place in steps.indices.reversed() {
            steps[place].rest = rest
            steps[place].goesOn = mayHaveShare(told, least)
            let step = steps[place]
            if toldBy[step.column] == 0 { least += marks.index.least[step.column] }
            let most = max(toldBy[step.column], step.told)
            told += most - toldBy[step.column]
            toldBy[step.column] = most
            // The most telling of a column stands first.
            rest += step.weight - weightOf[step.column]
            weightOf[step.column] = step.weight
        }
        for step in steps { (toldBy[step.column], weightOf[step.column]) = (0, 0) }
        return mayHaveShare(told, least)
    }

    /// Whether columns that tell so much at most, and so much at least, can be enough of a row which has
    /// nothing of all others.
    private func mayHaveShare(_ told: Double, _ least: Double) -> Bool {
        told + Self.rounding >= Self.share * (told + leastOfAll - least)
    }

    private mutating func keep(_ fit: Fit) {
        fits.append(fit)
        guard fits.count >= 2 * Self.kept else { return }
        fits.sort { $0.excess > $1.excess }
        fits.removeLast(fits.count - Self.kept)
    }

    /// Collects the rows of a value that may have enough of the record.
    private mutating func collect(_ value: UInt32, from place: Int, _ least: Double) {
        // Taken out, so that nothing of this is held or copied for each row.
        var rows = rows
        self.rows = []
        rows.removeAll(keepingCapacity: true)
        let marks = marks
        steps.withUnsafeBufferPointer { steps in
            marks.index.forEachRow(of: value) { row, prints in
                if Self.mayFit(prints, steps, from: place, least),
                    Self.mayFit(marks.index.values(row), steps, marks, from: place, least)
                {
                    rows.append(row)
                }
            }
        }
        self.rows = rows
    }

    /// The same as below as far as prints tell, which are nearer.
    @inline(__always) private static func mayFit(
        _ prints: UnsafePointer<UInt8>,
        _ steps: UnsafeBufferPointer<Step>,
        from first: Int,
        _ least: Double
    ) -> Bool {
        var most = 0.0
        var seen: UInt64 = 0
        var place = first
        while place < steps.count {
            let isThere = steps[place].prints.mayHave(prints[steps[place].level])
            if isThere, steps[place].bit == 0 || seen & steps[place].bit == 0 {
                seen |= steps[place].bit
                most += steps[place].weight
            }
            if most + steps[place].rest < least { return false }
            place &+= 1
        }
        return true
    }

    /// Whether the record may have enough of a row that was found by a step: rows of the steps before it were
    /// looked at already.
    @inline(__always) private static func mayFit(
        _ values: UnsafePointer<UInt32>,
        _ steps: UnsafeBufferPointer<Step>,
        _ marks: RecordMarks,
        from first: Int,
        _ least: Double
    ) -> Bool {
        var most = 0.0
        var seen: UInt64 = 0
        var place = 0
        while place < steps.count {
            let value = values[steps[place].level]
            let only = steps[place].only
            if only == ReleaseIndex.missing ? marks.has(value) : value == only {
                if place < first { return false }
                if steps[place].bit == 0 || seen & steps[place].bit == 0 {
                    seen |= steps[place].bit
                    most += steps[place].weight
                }
            }
            if place >= first, most + steps[place].rest < least { return false }
            place &+= 1
        }
        return true
    }

    /// What the record has of the row, each word standing for one column, and each column for one word; `nil`
    /// when that is too little, or too little of the row.
    private mutating func exactly(_ row: Int, _ least: Double) -> Double? {
        let index = marks.index
        var bits = 0.0
        var told = 0.0
        used.removeAll(keepingCapacity: true)
        columns.removeAll(keepingCapacity: true)
        for step in steps {
            let value = index.value(step.level, row)
            guard marks.has(value), !columns.contains(step.column) else { continue }
            let place = marks.place(value)
            guard used.count(where: { $0 == place }) < marks.times(value) else { continue }
            used.append(place)
            columns.append(step.column)
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
