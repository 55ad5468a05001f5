// SPDX-License-Identifier: Apache-2.0

/// Totals: where they add up, what they add up is counted.
extension TableJudge {
    /// Marks the counts of a table whose margins add up.
    mutating func margins() {
        let parts = names.indices.filter { isCandidate($0) }
        guard parts.count >= 1, !table.isOfAmounts,
            !names.indices.contains(where: { names[$0].kind == .quantity && isNumeric[$0] })
        else { return }
        let isSummed = totalColumn(of: parts) != nil || totalRow(of: parts) != nil
        guard isSummed else { return }
        for column in parts { count(column, .fail, why: "the margins add up") }
    }

    /// The column that is the sum of the others in every row that is known.
    func totalColumn(of parts: [Int]) -> Int? {
        guard parts.count >= 3 else { return nil }
        let rows = table.rows.indices.filter { row in parts.allSatisfy { value(row, $0).whole != nil } }
        return parts.first { total in
            let isNamed = names[total].isTotal
            guard isNamed || total == parts.last, rows.count >= (isNamed ? 2 : 3) else { return false }
            let others = parts.filter { $0 != total }
            return rows.allSatisfy { row in
                others.reduce(0) { $0 + (value(row, $1).whole ?? 0) } == value(row, total).whole
            }
        }
    }

    /// The row that is the sum of the others in every column that is known.
    func totalRow(of parts: [Int]) -> Int? {
        table.rows.indices.first { total in
            guard isTotal(row: total) else { return false }
            let rows = table.rows.indices.filter { $0 != total }
            let columns = parts.filter { column in
                table.rows.indices.allSatisfy { value($0, column).whole != nil }
            }
            guard rows.count >= 2, !columns.isEmpty else { return false }
            return columns.allSatisfy { column in
                rows.reduce(0) { $0 + (value($1, column).whole ?? 0) } == value(total, column).whole
            }
        }
    }
}
