// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The third sign of a copy: values of one column, as they stand one below the other, along one line.
struct ColumnSign {
    struct Run: Sendable {
        var row: UInt32
        var bits: Double
        var count: Int
        var firstRow: UInt32
        var line: Int
        var column: Int
    }

    private static let fewest = 5
    /// What a run tells besides its being found among all.
    private static let margin = 10.0

    private let index: ReleaseIndex
    private var best: Run?
    /// How many values of each level the line at hand has, and what they tell together.
    private var counts: [Int]
    private var sums: [Double]

    init(_ index: ReleaseIndex) {
        self.index = index
        counts = Array(repeating: 0, count: index.levels.count)
        sums = Array(repeating: 0, count: index.levels.count)
    }

    /// What a run has to tell in a file that has so many values of the release.
    private func enough(of hits: Int) -> Double {
        log2(Double(max(2, index.rows)) * Double(max(1, hits))) + Self.margin
    }

    /// The longest run, if it is a sign in a file that has so many values of the release.
    func copy(of hits: Int) -> Run? { best.flatMap { $0.bits >= enough(of: hits) ? $0 : nil } }

    /// Looks along a line of a file that has so many values of the release up to it.
    mutating func look(_ hits: ArraySlice<HitBlock.Hit>, of all: Int, line: Int, _ budget: inout Int) {
        guard hits.count >= Self.fewest else { return }
        for level in counts.indices { (counts[level], sums[level]) = (0, 0) }
        for hit in hits {
            for at in members(of: hit) {
                let member = index.members[at]
                counts[Int(member.level)] += 1
                sums[Int(member.level)] += Double(index.bits[Int(member.value)])
            }
        }
        // Where all values together tell too little, no run of them is a sign: common words have many rows.
        let least = max(best?.bits ?? 0, enough(of: all))
        for level in counts.indices
        where counts[level] >= Self.fewest && sums[level] >= least
            && index.levels[level].precision == .exact
        {
            follow(level, hits, line, &budget)
            guard budget > 0 else { return }
        }
    }

    private func members(of hit: HitBlock.Hit) -> Range<Int> {
        let entry = index.entries[Int(hit.entry)]
        return Int(entry.firstMember)..<Int(entry.firstMember + entry.memberCount)
    }

    private mutating func follow(
        _ level: Int,
        _ hits: ArraySlice<HitBlock.Hit>,
        _ line: Int,
        _ budget: inout Int
    ) {
        var runs: [Run] = []
        for hit in hits {
            var found: UInt32?
            for at in members(of: hit) where Int(index.members[at].level) == level {
                found = index.members[at].value
            }
            guard let value = found else { continue }
            let range = Int(index.starts[Int(value)])..<Int(index.starts[Int(value) + 1])
            budget -= range.count
            guard budget > 0 else { return }
            let bits = Double(index.bits[Int(value)])
            var next: [Run] = []
            next.reserveCapacity(range.count)
            var at = 0
            for place in range {
                let row = index.postings[place]
                // Rows without a value are passed over.
                var before = Int(row) - 1
                while before >= 0, index.value(level, before) == ReleaseIndex.missing { before -= 1 }
                budget -= Int(row) - before
                while at < runs.count, Int(runs[at].row) < before { at += 1 }
                if before >= 0, at < runs.count, Int(runs[at].row) == before {
                    var run = runs[at]
                    run.row = row
                    run.bits += bits
                    run.count += 1
                    if run.count >= Self.fewest, run.bits > best?.bits ?? 0 { best = run }
                    next.append(run)
                } else {
                    next.append(
                        Run(
                            row: row,
                            bits: bits,
                            count: 1,
                            firstRow: row,
                            line: line,
                            column: index.levels[level].column
                        )
                    )
                }
            }
            runs = next
        }
    }
}
