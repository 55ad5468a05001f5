// SPDX-License-Identifier: Apache-2.0

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

    private let index: ReleaseIndex
    private(set) var best: Run?
    /// How many values of each level the line at hand has.
    private var counts: [Int]

    init(_ index: ReleaseIndex) {
        self.index = index
        counts = Array(repeating: 0, count: index.levels.count)
    }

    mutating func look(_ hits: ArraySlice<HitBlock.Hit>, line: Int, _ budget: inout Int) {
        guard hits.count >= Self.fewest else { return }
        for level in counts.indices { counts[level] = 0 }
        for hit in hits {
            forEach(hit) { counts[Int($0.level)] += 1 }
        }
        for level in counts.indices
        where counts[level] >= Self.fewest && index.levels[level].precision == .exact {
            follow(level, hits, line, &budget)
            guard budget > 0 else { return }
        }
    }

    private func forEach(_ hit: HitBlock.Hit, _ body: (ReleaseIndex.Member) -> Void) {
        let entry = index.entries[Int(hit.entry)]
        for at in Int(entry.firstMember)..<Int(entry.firstMember + entry.memberCount) {
            body(index.members[at])
        }
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
            forEach(hit) { if Int($0.level) == level { found = $0.value } }
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
