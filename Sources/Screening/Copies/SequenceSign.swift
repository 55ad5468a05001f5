// SPDX-License-Identifier: Apache-2.0

/// The second sign of a copy: records one behind the other that fit rows one behind the other, in all columns
/// that the file holds; with the fourth, whole rows of which many are there more than once.
struct SequenceSign {
    struct Run: Sendable {
        var row: UInt32
        var bits: Double
        var different: Int
        var firstLine: Int
        var firstRow: UInt32
        var lastLine: Int
    }

    private static let fewest = 4
    /// Of one column alone more records are asked for.
    private static let fewestOfOne = 12
    private static let held = 0.6
    /// Rows that are looked at for each record, on average; where more would be, runs begin at every second
    /// record, at every third, and so on.
    private static let rowsEach = 30

    /// Columns that the records at hand hold, and their levels that are used.
    private struct Held {
        var columns: [Int] = []
        var levels: [Int] = []
        /// Of each column, the end of its levels.
        var ends: [Int] = []
    }

    private let marks: RecordMarks
    private(set) var best: Run?
    /// How often each whole row was met, and in which line first.
    private(set) var whole: [UInt64: (times: Int, line: Int)] = [:]
    private var counts: [Int]
    private var filled = 0
    private var coverage = 0

    init(_ marks: RecordMarks) {
        self.marks = marks
        counts = Array(repeating: 0, count: marks.index.header.count)
    }

    /// Counts of which columns the record that was marked has values.
    mutating func count(precise: Bool) {
        filled += 1
        var least = Int.max
        for (column, levels) in marks.index.levelsOf.enumerated() {
            for level in levels where isUsed(level, precise) && marks.coverage(level) > 0 {
                counts[column] += 1
                least = min(least, marks.coverage(level))
                break
            }
        }
        if least < Int.max { coverage += least }
    }

    /// Looks at records one behind the other, which were counted.
    mutating func look(_ block: HitBlock, precise: Bool, _ budget: inout Int) {
        let enough = max(Self.fewest, Int(Self.held * Double(filled)))
        var held = Held()
        for column in counts.indices where counts[column] >= enough {
            held.columns.append(column)
            held.levels += marks.index.levelsOf[column].filter { isUsed($0, precise) }
            held.ends.append(held.levels.count)
        }
        let stride = 1 + coverage / (Self.rowsEach * max(1024, filled))
        for column in counts.indices { counts[column] = 0 }
        (filled, coverage) = (0, 0)
        guard !held.columns.isEmpty else { return }
        let isWhole = held.columns.count == marks.index.levelsOf.count { !$0.isEmpty }
        var runs: [Run] = []
        var rows: [UInt32] = []
        for record in 0..<block.count {
            let begins = record % stride == 0
            guard begins || !runs.isEmpty else { continue }
            let hits = block.hits[block.range(record)]
            rows.removeAll(keepingCapacity: true)
            var bits = 0.0
            if !hits.isEmpty {
                marks.take(hits)
                bits = told(held)
                if bits > 1 {
                    if begins {
                        collect(&rows, held, &budget)
                    } else {
                        for run in runs
                        where Int(run.row) + 1 < marks.index.rows && Self.fits(Int(run.row) + 1, held, marks)
                        {
                            rows.append(run.row + 1)
                        }
                        budget -= runs.count
                    }
                }
                guard budget > 0 else { return }
            }
            if isWhole, let row = rows.first {
                let kind = rowKind(Int(row))
                whole[kind, default: (0, Int(block.lines[record]))].times += 1
            }
            runs = follow(runs, rows, bits, held.columns, Int(block.lines[record]))
        }
    }

    private func isUsed(_ level: Int, _ precise: Bool) -> Bool {
        !precise || marks.index.levels[level].precision == .exact
    }

    /// What the record's values in the columns held tell of a row.
    private func told(_ held: Held) -> Double {
        var sum = 0.0
        var place = 0
        for end in held.ends {
            var weight = 0.0
            while place < end {
                let level = held.levels[place]
                if marks.coverage(level) > 0 { weight = max(weight, marks.weights[level]) }
                place &+= 1
            }
            sum += weight
        }
        return sum
    }

    /// The rows that fit the record in every column held, in their order.
    private func collect(_ rows: inout [UInt32], _ held: Held, _ budget: inout Int) {
        let index = marks.index
        var scarce: (levels: Range<Int>, coverage: Int)?
        var first = 0
        for end in held.ends {
            var coverage = 0
            for place in first..<end { coverage += marks.coverage(held.levels[place]) }
            if coverage > 0, coverage < scarce?.coverage ?? Int.max { scarce = (first..<end, coverage) }
            first = end
        }
        guard let scarce else { return }
        budget -= scarce.coverage
        let levels = held.levels[scarce.levels]
        let marks = marks
        for member in marks.members where levels.contains(Int(member.level)) {
            index.forEachRow(of: member.value) { row, prints in
                if Self.mayFit(prints, held, marks), Self.fits(row, held, marks) {
                    rows.append(UInt32(truncatingIfNeeded: row))
                }
            }
        }
        rows.sort()
    }

    /// The same as below as far as prints tell, which are nearer.
    @inline(__always) private static func mayFit(
        _ prints: UnsafePointer<UInt8>,
        _ held: Held,
        _ marks: RecordMarks
    ) -> Bool {
        var place = 0
        for end in held.ends {
            var has = false
            while place < end {
                let level = held.levels[place]
                has = has || prints[level] == 0 || marks.mayHave(prints[level], level)
                place &+= 1
            }
            if !has { return false }
        }
        return true
    }

    @inline(__always) private static func fits(_ row: Int, _ held: Held, _ marks: RecordMarks) -> Bool {
        let values = marks.index.values(row)
        var place = 0
        for end in held.ends {
            var has = false
            while place < end {
                let value = values[held.levels[place]]
                has = has || value == ReleaseIndex.missing || marks.has(value)
                place &+= 1
            }
            if !has { return false }
        }
        return true
    }

    private func rowKind(_ row: Int) -> UInt64 {
        var kind = WordPath.start
        for levels in marks.index.levelsOf {
            guard let exact = levels.first else { continue }
            kind = WordPath.step(kind, UInt64(marks.index.value(exact, row)))
        }
        return kind
    }

    /// Whether a row says the same as the one before in the columns held: then it tells nothing new.
    private func repeatsItself(_ row: Int, _ held: [Int]) -> Bool {
        held.allSatisfy { column in
            marks.index.levelsOf[column].first.map {
                marks.index.value($0, row) == marks.index.value($0, row - 1)
            } ?? true
        }
    }

    private mutating func follow(_ runs: [Run], _ rows: [UInt32], _ bits: Double, _ held: [Int], _ line: Int)
        -> [Run]
    {
        var next: [Run] = []
        var at = 0
        var before = UInt32.max
        for row in rows where row != before {
            before = row
            while at < runs.count, runs[at].row &+ 1 < row { at += 1 }
            guard at < runs.count, runs[at].row &+ 1 == row else {
                next.append(
                    Run(row: row, bits: bits, different: 1, firstLine: line, firstRow: row, lastLine: line)
                )
                continue
            }
            var run = runs[at]
            run.row = row
            run.lastLine = line
            if !repeatsItself(Int(row), held) {
                run.bits += bits
                run.different += 1
            }
            let enough = held.count > 1 ? Self.fewest : Self.fewestOfOne
            if run.different >= enough, run.bits > best?.bits ?? 0 { best = run }
            next.append(run)
        }
        return next
    }

    /// Whole rows of which a fifth is there more than once.
    var repeats: (times: Int, line: Int)? {
        let all = whole.values.reduce(0) { $0 + $1.times }
        let repeated = whole.values.reduce(0) { $0 + ($1.times > 1 ? $1.times : 0) }
        guard all >= 10, repeated * 5 >= all, let line = whole.values.map(\.line).min() else { return nil }
        return (all, line)
    }
}
