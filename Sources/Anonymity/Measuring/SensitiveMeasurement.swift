// SPDX-License-Identifier: Apache-2.0
import Glibc

extension SensitiveMetrics {
    /// Measures one sensitive attribute over the classes; `nil` for a table without rows.
    ///
    /// Only values that occur in a class are visited; the absent ones enter as what is missing from the sums.
    ///
    /// `tree` makes the distance over a hierarchy from the table's counts.
    init?(
        _ pairs: PairTable,
        classes: Int,
        ranks: SensitiveRanks,
        tree: ((_ counts: [Int]) -> HierarchicalDistance?)? = nil
    ) {
        guard classes > 0 else { return nil }
        let grouped = ClassValues(pairs, classes: classes, ranks: ranks)
        var tableCounts = [Int](repeating: 0, count: ranks.count)
        for entry in grouped.entries { tableCounts[entry.rank] += entry.count }
        let rows = Double(tableCounts.reduce(0, +))
        let ordered = OrderedDistance(tableCounts: tableCounts)
        let hierarchical = tree?(tableCounts)

        self.init(
            values: ranks.count,
            distance: ranks.distance,
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
        for number in grouped.classes {
            let values = grouped.values(of: number)
            let size = values.reduce(0) { $0 + $1.count }
            l = min(l, values.count)
            addCounts(values, size: size)
            addShares(values, size: size, tableCounts: tableCounts, rows: rows)
            if ranks.distance == .ordered {
                t = max(t, ordered.distance(of: values, size: size))
            } else if let hierarchical {
                t = max(t, hierarchical.distance(of: values, size: size))
            }
        }
        if ranks.distance == .equal { t = tEqual }
        if l > 1 { cAtL = Self.recursiveC(grouped, at: l) }
    }

    /// What depends on the counts in the class alone.
    private mutating func addCounts(_ values: ArraySlice<ClassValues.Entry>, size: Int) {
        var largest = 0
        var sum = 0.0
        for entry in values {
            largest = max(largest, entry.count)
            sum += Double(entry.count) * log(Double(entry.count))
        }
        alpha = max(alpha, Double(largest) / Double(size))
        cAt2 = max(cAt2, size == largest ? .infinity : Double(largest) / Double(size - largest))
        // Rounding may leave the entropy of a class of one value a little under zero.
        entropyL = min(entropyL, exp(max(0, log(Double(size)) - sum / Double(size))))
    }

    /// What compares the shares in the class (q) with those in the table (p).
    private mutating func addShares(
        _ values: ArraySlice<ClassValues.Entry>,
        size: Int,
        tableCounts: [Int],
        rows: Double
    ) {
        var excess = 0.0
        for entry in values {
            let p = Double(tableCounts[entry.rank]) / rows
            let q = Double(entry.count) / Double(size)
            let gain = (q - p) / p
            beta = max(beta, gain)
            if gain > -log(p) { enhancedOK = false }
            deltaPresent = max(deltaPresent, abs(log(q / p)))
            if q > p { excess += q - p }
        }
        delta = values.count < tableCounts.count ? .infinity : max(delta, deltaPresent)
        tEqual = max(tEqual, excess)
    }

    /// The supremum over the classes of r1 / (r_l + … + r_m), counts falling.
    private static func recursiveC(_ grouped: ClassValues, at l: Int) -> Double {
        var worst = 0.0
        for number in grouped.classes {
            let counts = grouped.values(of: number).map(\.count).sorted(by: >)
            let tail = counts[(l - 1)...].reduce(0, +)
            worst = max(worst, Double(counts[0]) / Double(tail))
        }
        return worst
    }
}
