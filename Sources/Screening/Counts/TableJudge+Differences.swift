// SPDX-License-Identifier: Apache-2.0

/// What was left out of a table, and can be computed from the rest of it.
extension TableJudge {
    /// Columns whose cells add up, if any of a table do.
    private var summed: [Int] {
        guard !table.isOfAmounts else { return [] }
        return names.indices.filter { column in
            isNumeric[column] && column > 0 && names[column].kind != .quantity
                && names[column].kind != .percent
                && names[column].kind != .extreme && isWhole(column)
        }
    }

    /// The sums that the table's margins say, as far as nothing in it contradicts them.
    var sums: [CellSum] {
        let columns = summed
        let totals = table.rows.indices.filter { isTotal(row: $0) }
        var sums: [CellSum] = []
        if let total = totals.first, totals.count == 1 {
            let rows = table.rows.indices.filter { $0 != total }
            sums += agreed(
                columns.map { column in
                    CellSum(
                        total: Place(row: total, column: column),
                        parts: rows.map { Place(row: $0, column: column) }
                    )
                }
            )
        }
        let margins = columns.filter { names[$0].isTotal }
        if let total = margins.first, margins.count == 1 {
            let parts = columns.filter { $0 != total }
            let rows = agreed(
                table.rows.indices.map { row in
                    CellSum(
                        total: Place(row: row, column: total),
                        parts: parts.map { Place(row: row, column: $0) }
                    )
                }
            )
            // Of one part alone the table may show no more than a part.
            if parts.count > 1 || rows.contains(where: isKnown) { sums += rows }
        }
        return sums
    }

    private func isKnown(_ sum: CellSum) -> Bool {
        sum.places.allSatisfy { value($0.row, $0.column).whole != nil }
    }

    /// All of them, or none if one that is known does not hold.
    private func agreed(_ sums: [CellSum]) -> [CellSum] {
        let holds = sums.filter(isKnown).allSatisfy { sum in
            value(sum.total.row, sum.total.column).whole
                == sum.parts.reduce(0) { $0 + (value($1.row, $1.column).whole ?? 0) }
        }
        return holds ? sums.filter { $0.parts.count > 1 || isKnown($0) } : []
    }

    /// Says of every cell that was left out and can be told: small ones stand in the way.
    mutating func differences() {
        let sums = sums
        let all = Set(sums.flatMap(\.places))
        var known: [Place: Int] = [:]
        for place in all { known[place] = value(place.row, place.column).whole }
        let told = CellSum.told(by: sums, known: known)
        // Where all are nothing, the totals are of what is shown.
        for (place, count) in told
        where count < rules.smallestCount && told.values.contains(where: { $0 > 0 }) {
            say(
                OutputItem(
                    .differencing,
                    line: table.rows[place.row].line,
                    place: names[place.column].text,
                    "what is left out is \(count), as the totals tell"
                )
            )
        }
        withouts()
        keepTotals()
    }

    /// Keeps what is counted in all, by the names of its column and its row, for the finding's other tables.
    private mutating func keepTotals() {
        for column in counted.sorted() {
            for row in table.rows.indices where isTotal(row: row) {
                guard let count = value(row, column).whole else { continue }
                keep(total: count, table.rows[row].line, "\(names[column].text) \(label(row))")
            }
        }
    }

    /// Two counts of a column, of which one is of the same without a few.
    private mutating func withouts() {
        for column in counted.sorted() {
            let rows = table.rows.indices.compactMap { row in
                value(row, column).whole.map { (row, $0, Set(ColumnName.words(of: label(row)))) }
            }
            for (row, count, words) in rows.prefix(200) where !words.isDisjoint(with: CountWords.without) {
                for (_, whole, others) in rows.prefix(200)
                where !others.isEmpty && others.isStrictSubset(of: words) {
                    let between = abs(whole - count)
                    guard (1..<rules.smallestDifference).contains(between) else { continue }
                    let line = table.rows[row].line
                    let detail = "differs by \(between) from the same with them"
                    say(OutputItem(.differencing, line: line, place: label(row), detail))
                }
            }
        }
    }
}
