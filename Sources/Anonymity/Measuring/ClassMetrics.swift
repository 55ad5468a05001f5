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
    /// The sum of the squares of the classes' sizes in rows (discernibility metric,
    /// Bayardo and Agrawal 2005).
    package let discernibility: Double
}

extension ClassMetrics {
    /// `sizes` in what is counted, rows or subjects, and how many `rows` each class has.
    init(sizes: [Int], rows weights: [Int]) {
        var tally = ClassTally()
        tally.add(sizes: sizes, rows: weights)
        self.init(tally)
    }

    init(_ tally: ClassTally) {
        let isEmpty = tally.classes == 0
        rows = tally.rows
        classes = tally.classes
        k = isEmpty ? nil : tally.smallest
        uniques = tally.uniques
        rowsUnder5 = tally.under5
        rowsUnder11 = tally.under11
        averageRisk = isEmpty ? nil : Double(tally.classes) / Double(tally.counted)
        averageSize = isEmpty ? nil : Double(tally.rows) / Double(tally.classes)
        discernibility = tally.squares
        maximumRisk = isEmpty ? nil : 1 / Double(tally.smallest)
        histogram = tally.classesIn.indices.filter { tally.classesIn[$0] > 0 }.map { index in
            Bucket(
                sizes: ClassTally.bounds[index]...(ClassTally.bounds[index + 1] - 1),
                classes: tally.classesIn[index],
                rows: tally.rowsIn[index]
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
