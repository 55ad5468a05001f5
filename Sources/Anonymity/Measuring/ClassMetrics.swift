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
    /// The smallest class, in subjects where they are known; `nil` for a table without rows.
    package let k: Int?
    /// Classes of one row, or subject: what the quasi-identifiers single out.
    package let uniques: Int
    /// Rows in classes of fewer than five rows.
    package let rowsUnder5: Int
    package let rowsUnder11: Int
    /// The mean over the rows of one divided by the size of the row's class (prosecutor risk).
    package let averageRisk: Double?
    package let maximumRisk: Double?
    /// Classes and rows by class size; buckets without a class are left out.
    package let histogram: [Bucket]
    /// Rows for each class, on average.
    package let averageSize: Double?
    /// The sum of the squares of the classes' sizes in rows (discernibility metric, Bayardo and Agrawal 2005).
    package let discernibility: Double
}

extension ClassMetrics {
    private static let bounds = [1, 2, 3, 5, 11, 20, 50, 100, 1_000, 10_000, 100_000, 1_000_000, Int.max]

    /// `sizes` in what is counted, rows or subjects, and how many `rows` each class has.
    init(sizes: [Int], rows weights: [Int]) {
        var rows = 0
        var counted = 0
        var squares = 0.0
        var smallest = Int.max
        var under5 = 0
        var under11 = 0
        var uniques = 0
        var classesIn = [Int](repeating: 0, count: Self.bounds.count)
        var rowsIn = classesIn
        for (size, weight) in zip(sizes, weights) {
            rows += weight
            counted += size
            squares += Double(weight) * Double(weight)
            smallest = min(smallest, size)
            if size < 5 { under5 += weight }
            if size < 11 { under11 += weight }
            if size == 1 { uniques += 1 }
            let bucket = (Self.bounds.firstIndex { $0 > size } ?? Self.bounds.count) - 1
            classesIn[bucket] += 1
            rowsIn[bucket] += weight
        }
        self.rows = rows
        classes = sizes.count
        k = sizes.isEmpty ? nil : smallest
        self.uniques = uniques
        rowsUnder5 = under5
        rowsUnder11 = under11
        averageRisk = sizes.isEmpty ? nil : Double(sizes.count) / Double(counted)
        averageSize = sizes.isEmpty ? nil : Double(rows) / Double(sizes.count)
        discernibility = squares
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
