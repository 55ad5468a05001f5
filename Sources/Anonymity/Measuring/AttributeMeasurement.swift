// SPDX-License-Identifier: Apache-2.0

/// Measures one sensitive attribute twice where cells are missing: once with the missing value as one of its
/// values, once over the known values alone.
///
/// A class of which most are known to be `crack` and the rest is empty tells that its machines are cracked,
/// although it has two values.
struct AttributeMeasurement {
    private let ranks: SensitiveRanks
    private let missing: Int
    private var all: SensitiveMeasurement
    private var known: SensitiveMeasurement?

    /// `counts` are the table's rows by rank; `tree` makes the distance over a hierarchy from those that are
    /// looked at.
    init(
        ranks: SensitiveRanks,
        counts: [Int],
        tree: (_ counts: [Int]) -> HierarchicalDistance? = { _ in nil }
    ) {
        func measurement(_ counts: [Int]) -> SensitiveMeasurement {
            SensitiveMeasurement(distance: ranks.distance, tableCounts: counts, tree: tree(counts))
        }
        self.ranks = ranks
        missing = counts.dropFirst(ranks.known).reduce(0, +)
        all = measurement(counts)
        known = missing > 0 ? measurement(Array(counts.prefix(ranks.known))) : nil
    }

    mutating func add(_ pairs: PairTable, classes: Int) {
        let grouped = ClassValues(pairs, classes: classes, ranks: ranks)
        all.add(grouped)
        known?.add(grouped)
    }

    /// The worst of all classes.
    func finish() -> MeasuredAttribute {
        let whole = all.finish()
        let known = known?.finish()
        return MeasuredAttribute(metrics: whole, known: known, missing: missing)
    }
}

/// What is measured of one sensitive attribute.
package struct MeasuredAttribute: Hashable, Sendable {
    /// With the missing value as a value of its own; `nil` for a table without rows.
    package let metrics: SensitiveMetrics?
    /// Over the rows whose value is known; `nil` where no cell is missing or none is known.
    package let known: SensitiveMetrics?
    /// Rows whose cell is missing.
    package let missing: Int

    /// Both ways of looking at it; a gate takes the worse.
    package var views: [SensitiveMetrics] { [metrics, known].compactMap(\.self) }
}
