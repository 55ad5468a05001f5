// SPDX-License-Identifier: Apache-2.0

/// What the classes are when an empty cell may stand for any value: whoever looks for a row whose cell is
/// empty cannot tell it from any row that agrees in the other cells (the policy of sdcMicro).
package struct WildcardMetrics: Hashable, Sendable {
    /// The fewest rows that any row agrees with, itself among them.
    package let k: Int
    /// Rows that agree with no other.
    package let uniques: Int
    package let rowsUnder5: Int
    package let rowsUnder11: Int
    /// The mean over the rows of one divided by the number of rows that it agrees with.
    package let averageRisk: Double
    package let maximumRisk: Double
}

extension WildcardMetrics {
    /// Comparing every pattern of empty cells with every other one takes this many look-ups at most.
    private static let budget = 50_000_000

    /// `empty` is the code of the empty cell in each column; `nil` when no cell is empty, or there are too
    /// many patterns of empty cells to compare.
    init?(_ classes: TupleTable, empty: [UInt32?]) {
        guard empty.contains(where: { $0 != nil }) else { return nil }
        var patterns: [[Bool]: [Int]] = [:]
        for number in 0..<classes.count {
            let pattern = classes.withTuple(number) { tuple in
                empty.indices.map { empty[$0] == tuple[$0] }
            }
            patterns[pattern, default: []].append(number)
        }
        guard patterns.keys.contains(where: { $0.contains(true) }),
            patterns.count * classes.count <= Self.budget
        else { return nil }
        var agreeing = [Int](repeating: 0, count: classes.count)
        for (left, members) in patterns {
            for (right, others) in patterns {
                // Only the columns that neither leaves open are compared.
                let columns = left.indices.filter { !left[$0] && !right[$0] }
                var keys = TupleTable(width: columns.count)
                for number in others {
                    _ = keys.add(classes, number, columns, weight: classes.weight(of: number))
                }
                for number in members {
                    let key = keys.add(classes, number, columns, weight: 0)
                    agreeing[number] += keys.weight(of: key)
                }
            }
        }
        var (smallest, uniques, under5, under11, rows, risk) = (Int.max, 0, 0, 0, 0, 0.0)
        for (number, size) in agreeing.enumerated() {
            let count = classes.weight(of: number)
            smallest = min(smallest, size)
            if size == 1 { uniques += 1 }
            if size < 5 { under5 += count }
            if size < 11 { under11 += count }
            rows += count
            risk += Double(count) / Double(size)
        }
        k = smallest
        self.uniques = uniques
        rowsUnder5 = under5
        rowsUnder11 = under11
        averageRisk = risk / Double(rows)
        maximumRisk = 1 / Double(smallest)
    }
}
