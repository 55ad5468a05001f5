// SPDX-License-Identifier: Apache-2.0

/// The earth mover's distance of a class from the table when values are as far apart as their ranks.
///
/// That is the sum over the ranks of |Q - P|, the cumulative shares, divided by m - 1. Between two values of
/// the class Q stands still while P grows, so each gap costs one binary search in P and two differences of
/// its sums.
struct OrderedDistance {
    private let rows: Double
    /// Rows of the table up to and with each rank.
    private let cumulative: [Int]
    /// Sums of `cumulative` before each rank.
    private let sums: [Double]

    init(tableCounts: [Int]) {
        var running = 0
        var sum = 0.0
        var cumulative: [Int] = []
        var sums = [0.0]
        for count in tableCounts {
            running += count
            cumulative.append(running)
            sum += Double(running)
            sums.append(sum)
        }
        rows = Double(running)
        self.cumulative = cumulative
        self.sums = sums
    }

    func distance(of values: ArraySlice<ClassValues.Entry>, size: Int) -> Double {
        guard cumulative.count > 1, let first = values.first else { return 0 }
        var total = gap(0..<first.rank, share: 0)
        var seen = 0
        for index in values.indices {
            seen += values[index].count
            let next = index + 1 < values.endIndex ? values[index + 1].rank : cumulative.count
            total += gap(values[index].rank..<next, share: Double(seen) / Double(size))
        }
        return total / Double(cumulative.count - 1)
    }

    /// The sum over the ranks in `range` of |share - P|.
    private func gap(_ range: Range<Int>, share: Double) -> Double {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            let middle = (low + high) / 2
            if Double(cumulative[middle]) / rows <= share { low = middle + 1 } else { high = middle }
        }
        let below = Double(low - range.lowerBound) * share - (sums[low] - sums[range.lowerBound]) / rows
        let above = (sums[range.upperBound] - sums[low]) / rows - Double(range.upperBound - low) * share
        return below + above
    }
}
