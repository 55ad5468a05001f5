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
        let held = counts.indices.filter { counts[$0] >= enough }
        let stride = 1 + coverage / (Self.rowsEach * max(1024, filled))
        for column in counts.indices { counts[column] = 0 }
        (filled, coverage) = (0, 0)
        guard !held.isEmpty else { return }
        let isWhole = held.count == marks.index.levelsOf.count { !$0.isEmpty }
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
                bits = told(held, precise)
                if bits > 1 {
                    if begins {
                        collect(&rows, held, precise, &budget)
                    } else {
                        for run in runs
                        where Int(run.row) + 1 < marks.index.rows && fits(Int(run.row) + 1, held, precise) {
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
            runs = follow(runs, rows, bits, held, Int(block.lines[record]))
        }
    }

    private func isUsed(_ level: Int, _ precise: Bool) -> Bool {
        !precise || marks.index.levels[level].precision == .exact
    }

    /// What the record's values in the columns held tell of a row.
    private func told(_ held: [Int], _ precise: Bool) -> Double {
        var sum = 0.0
        for column in held {
            var weight = 0.0
            for level in marks.index.levelsOf[column]
            where isUsed(level, precise) && marks.coverage(level) > 0 {
                weight = max(weight, marks.weights[level])
            }
            sum += weight
        }
        return sum
    }

    /// The rows that fit the record in every column held, in their order.
    private func collect(_ rows: inout [UInt32], _ held: [Int], _ precise: Bool, _ budget: inout Int) {
        let index = marks.index
        var scarce: (column: Int, coverage: Int)?
        for column in held {
            var coverage = 0
            for level in index.levelsOf[column] where isUsed(level, precise) {
                coverage += marks.coverage(level)
            }
            if coverage > 0, coverage < scarce?.coverage ?? Int.max { scarce = (column, coverage) }
        }
        guard let scarce else { return }
        budget -= scarce.coverage
        for member in marks.members {
            let level = index.levels[Int(member.level)]
            guard level.column == scarce.column, isUsed(Int(member.level), precise) else { continue }
            for at in Int(index.starts[Int(member.value)])..<Int(index.starts[Int(member.value) + 1])
            where fits(Int(index.postings[at]), held, precise) {
                rows.append(index.postings[at])
            }
        }
        rows.sort()
    }

    @inline(__always) private func fits(_ row: Int, _ held: [Int], _ precise: Bool) -> Bool {
        for column in held {
            var has = false
            for level in marks.index.levelsOf[column] where isUsed(level, precise) {
                let value = marks.index.value(level, row)
                if value == ReleaseIndex.missing || marks.has(value) {
                    has = true
                    break
                }
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
