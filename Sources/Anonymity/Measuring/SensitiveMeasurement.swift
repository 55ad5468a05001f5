// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Measures one sensitive attribute, some classes after the others.
///
/// Only values that occur in a class are visited; the absent ones enter as what is missing from the sums.
struct SensitiveMeasurement {
    private let distance: SensitiveMetrics.Distance
    /// The table's rows by rank, of the ranks that are looked at.
    private let tableCounts: [Int]
    private let rows: Double
    private let ordered: OrderedDistance
    private let hierarchical: HierarchicalDistance?
    private var worst: SensitiveMetrics
    private var isEmpty = true
    /// The largest r1 / (r_l + … + r_m) of the classes seen, by l, up to the smallest number of values.
    private var recursive: [Double] = []

    /// Looks at as many ranks as `tableCounts` has: all, or the known values alone.
    init(
        distance: SensitiveMetrics.Distance,
        tableCounts: [Int],
        tree: HierarchicalDistance? = nil
    ) {
        self.distance = distance
        self.tableCounts = tableCounts
        rows = Double(tableCounts.reduce(0, +))
        ordered = OrderedDistance(tableCounts: tableCounts)
        hierarchical = tree
        worst = SensitiveMetrics(
            values: tableCounts.count,
            distance: distance,
            l: .max,
            entropyL: .infinity,
            alpha: 0,
            cAt2: 0,
            cAtL: nil,
            beta: 0,
            enhancedOK: true,
            delta: 0,
            deltaPresent: 0,
            t: 0,
            tEqual: 0
        )
    }

    /// How often each rank occurs among those pairs.
    static func counts(_ pairs: PairTable, ranks: SensitiveRanks) -> [Int] {
        var counts = [Int](repeating: 0, count: ranks.count)
        pairs.forEach { _, value, count in counts[Int(ranks.ranks[Int(value)])] += count }
        return counts
    }

    /// Adds classes; one in which no value is looked at tells nothing.
    mutating func add(_ grouped: ClassValues) {
        for number in grouped.classes {
            let values = grouped.values(of: number).prefix { $0.rank < tableCounts.count }
            guard !values.isEmpty else { continue }
            isEmpty = false
            let size = values.reduce(0) { $0 + $1.count }
            addCounts(values, size: size)
            addRecursive(values)
            addShares(values, size: size)
            if distance == .ordered {
                worst.t = max(worst.t, ordered.distance(of: values, size: size))
            } else if let hierarchical {
                worst.t = max(worst.t, hierarchical.distance(of: values, size: size))
            }
        }
    }

    /// The worst of all classes; `nil` when nothing was looked at.
    func finish() -> SensitiveMetrics? {
        guard !isEmpty else { return nil }
        var result = worst
        if distance == .equal { result.t = result.tEqual }
        if result.l > 1 { result.cAtL = recursive[result.l] }
        return result
    }

    /// What depends on the counts in the class alone.
    private mutating func addCounts(_ values: ArraySlice<ClassValues.Entry>, size: Int) {
        var largest = 0
        var sum = 0.0
        for entry in values {
            largest = max(largest, entry.count)
            sum += Double(entry.count) * log(Double(entry.count))
        }
        worst.l = min(worst.l, values.count)
        worst.alpha = max(worst.alpha, Double(largest) / Double(size))
        worst.cAt2 = max(worst.cAt2, size == largest ? .infinity : Double(largest) / Double(size - largest))
        // Rounding may leave the entropy of a class of one value a little under zero.
        worst.entropyL = min(worst.entropyL, exp(max(0, log(Double(size)) - sum / Double(size))))
    }

    /// The ratio for every l that may turn out to be the table's; none when a class of one value was seen.
    private mutating func addRecursive(_ values: ArraySlice<ClassValues.Entry>) {
        guard worst.l > 1 else { return }
        if recursive.isEmpty { recursive = [Double](repeating: 0, count: worst.l + 1) }
        let counts = values.map(\.count).sorted(by: >)
        var tail = counts[worst.l...].reduce(0, +)
        for l in stride(from: worst.l, through: 2, by: -1) {
            tail += counts[l - 1]
            recursive[l] = max(recursive[l], Double(counts[0]) / Double(tail))
        }
    }

    /// What compares the shares in the class (q) with those in the table (p).
    private mutating func addShares(_ values: ArraySlice<ClassValues.Entry>, size: Int) {
        var excess = 0.0
        for entry in values {
            let p = Double(tableCounts[entry.rank]) / rows
            let q = Double(entry.count) / Double(size)
            let gain = (q - p) / p
            worst.beta = max(worst.beta, gain)
            if gain > -log(p) { worst.enhancedOK = false }
            worst.deltaPresent = max(worst.deltaPresent, abs(log(q / p)))
            if q > p { excess += q - p }
        }
        worst.delta = values.count < tableCounts.count ? .infinity : max(worst.delta, worst.deltaPresent)
        worst.tEqual = max(worst.tEqual, excess)
    }
}
