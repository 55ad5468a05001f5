// SPDX-License-Identifier: Apache-2.0

/// What the sizes of the equivalence classes say about the risk that a row is told apart.
package struct ClassMetrics: Hashable, Sendable {
    package struct Bucket: Hashable, Sendable {
        package let sizes: ClosedRange<Int>
        package let classes: Int
        package let rows: Int
    }

    package let rows: Int
    package let classes: Int
    /// The smallest class; `nil` for a table without rows.
    package let k: Int?
    /// Classes of one row: rows that the quasi-identifiers single out.
    package let uniques: Int
    /// Rows in classes of fewer than five rows.
    package let rowsUnder5: Int
    package let rowsUnder11: Int
    /// The mean over the rows of one divided by the size of the row's class (prosecutor risk).
    package let averageRisk: Double?
    package let maximumRisk: Double?
    /// Classes and rows by class size; buckets without a class are left out.
    package let histogram: [Bucket]
}

extension ClassMetrics {
    private static let bounds = [1, 2, 3, 5, 11, 20, 50, 100, 1_000, 10_000, 100_000, 1_000_000, Int.max]

    init(sizes: [Int]) {
        var rows = 0
        var smallest = Int.max
        var under5 = 0
        var under11 = 0
        var uniques = 0
        var classesIn = [Int](repeating: 0, count: Self.bounds.count)
        var rowsIn = classesIn
        for size in sizes {
            rows += size
            smallest = min(smallest, size)
            if size < 5 { under5 += size }
            if size < 11 { under11 += size }
            if size == 1 { uniques += 1 }
            let bucket = (Self.bounds.firstIndex { $0 > size } ?? Self.bounds.count) - 1
            classesIn[bucket] += 1
            rowsIn[bucket] += size
        }
        self.rows = rows
        classes = sizes.count
        k = sizes.isEmpty ? nil : smallest
        self.uniques = uniques
        rowsUnder5 = under5
        rowsUnder11 = under11
        averageRisk = sizes.isEmpty ? nil : Double(sizes.count) / Double(rows)
        maximumRisk = sizes.isEmpty ? nil : 1 / Double(smallest)
        histogram = classesIn.indices.filter { classesIn[$0] > 0 }.map { index in
            Bucket(
                sizes: Self.bounds[index]...(Self.bounds[index + 1] - 1),
                classes: classesIn[index],
                rows: rowsIn[index]
            )
        }
    }
}

/// What a quasi-identifier contributes: the table measured without it.
package struct Contribution: Hashable, Sendable {
    package let column: String
    package let kWithout: Int?
    package let uniquesWithout: Int
}
