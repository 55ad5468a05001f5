// SPDX-License-Identifier: Apache-2.0

/// The pairs of one sensitive attribute, sorted by class and within a class by rank.
struct ClassValues {
    struct Entry {
        var rank: Int
        var count: Int
    }

    private(set) var entries: [Entry]
    /// The entries of class c are those from `starts[c]` up to `starts[c + 1]`.
    private(set) var starts: [Int]

    /// Sorts by counting, first by rank, then by class, which keeps the order of ranks.
    init(_ pairs: PairTable, classes: Int, ranks: SensitiveRanks) {
        var perRank = [Int](repeating: 0, count: ranks.count + 1)
        var perClass = [Int](repeating: 0, count: classes + 1)
        pairs.forEach { number, value, _ in
            perRank[Int(ranks.ranks[Int(value)]) + 1] += 1
            perClass[number + 1] += 1
        }
        for index in 0..<ranks.count { perRank[index + 1] += perRank[index] }
        for index in 0..<classes { perClass[index + 1] += perClass[index] }

        var byRank = [(number: Int, entry: Entry)](
            repeating: (0, Entry(rank: 0, count: 0)),
            count: pairs.count
        )
        pairs.forEach { number, value, count in
            let rank = Int(ranks.ranks[Int(value)])
            byRank[perRank[rank]] = (number, Entry(rank: rank, count: count))
            perRank[rank] += 1
        }
        entries = [Entry](repeating: Entry(rank: 0, count: 0), count: pairs.count)
        var next = perClass
        for (number, entry) in byRank {
            entries[next[number]] = entry
            next[number] += 1
        }
        starts = perClass
        mergeEqualRanks()
    }

    /// Two spellings of one number are one value: their pairs lie side by side now.
    private mutating func mergeEqualRanks() {
        var write = 0
        for number in 0..<starts.count - 1 {
            let range = starts[number]..<starts[number + 1]
            starts[number] = write
            for read in range {
                if write > starts[number], entries[write - 1].rank == entries[read].rank {
                    entries[write - 1].count += entries[read].count
                } else {
                    entries[write] = entries[read]
                    write += 1
                }
            }
        }
        starts[starts.count - 1] = write
        entries.removeSubrange(write...)
    }

    var classes: Range<Int> { 0..<starts.count - 1 }

    func values(of number: Int) -> ArraySlice<Entry> { entries[starts[number]..<starts[number + 1]] }
}
