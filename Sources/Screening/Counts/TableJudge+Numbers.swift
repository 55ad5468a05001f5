// SPDX-License-Identifier: Apache-2.0

/// What the numbers of a table show, whatever its names say.
extension TableJudge {
    /// Cells that say themselves that they count: `3 (1.7%)`, `n=4`, `3/180` twice in a column.
    mutating func cells() {
        for column in names.indices {
            let kind = names[column].kind
            let values = table.rows.indices.map { value($0, column) }
            for (row, value) in values.enumerated() where value.saysCount {
                if let count = value.whole { small(count, row, column, .fail) }
            }
            let ratios = values.compactMap { value -> (Int, Int)? in
                if case .ratio(let count, let base) = value { (count, base) } else { nil }
            }
            // Years, inches and gears are written so as well.
            let areDates = ratios.allSatisfy { (1...12).contains($0.0) && (1900...2100).contains($0.1) }
            guard kind != .quantity, ratios.count >= 2, !areDates,
                ratios.allSatisfy({ $0.1 >= rules.smallestCount && $0.0 <= $0.1 })
            else { continue }
            count(column, .fail, why: "of those behind it")
        }
    }

    /// Whole numbers beside their shares in percent or in parts of one, or beside a base that is told.
    mutating func shares() {
        sharesOfBase()
        guard names.count <= ResultTable.mostCompared else { return }
        for column in names.indices where !counted.contains(column) && isCandidate(column) {
            if !shares(of: column).isEmpty { count(column, .fail, why: "its shares stand beside it") }
        }
    }

    /// The columns that hold the shares of a column's whole numbers, in percent or in parts of one.
    func shares(of column: Int) -> [(column: Int, scale: Double)] {
        let rows = table.rows.indices.filter { !isTotal(row: $0) && value($0, column).whole != nil }
        let sum = rows.reduce(0) { $0 + (value($1, column).whole ?? 0) }
        guard rows.count >= 2, sum > 0, sum != 100 else { return [] }
        return names.indices.filter { $0 != column && isNumeric[$0] }.compactMap { other in
            let scale = [1.0, 100.0].first { scale in
                var all = 0.0
                for row in rows {
                    guard let share = value(row, other).number else { return false }
                    let exact = Double(value(row, column).whole ?? 0) / Double(sum) * scale
                    guard abs(share - exact) <= Self.rounding(text(row, other)) else { return false }
                    all += share
                }
                // Small whole numbers are near to many shares.
                return abs(all - scale) <= 0.1 * scale
            }
            return scale.map { (other, $0) }
        }
    }

    /// `5.0 %` of 60 are 3.
    private mutating func sharesOfBase() {
        let bases = (names + [table.title, table.above].map(ColumnName.init)).compactMap(\.base)
        for column in names.indices
        where names[column].kind == .percent || names[column].kind == .countWithShare {
            guard let base = names[column].base ?? bases.first, base >= rules.smallestCount else { continue }
            for row in table.rows.indices {
                guard case .number(let share, let isPercent) = value(row, column), share > 0, share <= 100,
                    isPercent || names[column].kind == .percent
                else { continue }
                let exact = share / 100 * Double(base)
                let count = exact.rounded()
                let slack = Self.rounding(text(row, column)) / 100 * Double(base)
                if count >= 1, abs(exact - count) <= slack {
                    small(Int(count), row, column, .review, why: "\(text(row, column)) of \(base)")
                }
            }
        }
    }

    /// Half a unit of the last digit that is written, and a little.
    static func rounding(_ text: String) -> Double {
        0.51 * (0..<decimals(text)).reduce(1.0) { value, _ in value / 10 }
    }

    /// How many digits a number has behind its point or comma.
    static func decimals(_ text: String) -> Int {
        let digits = text.split(whereSeparator: { $0 == "." || $0 == "," }).dropFirst().last ?? ""
        return digits.prefix(while: \.isNumber).count
    }

    /// Whether a column may count, as far as its name says: whole numbers, neither years nor numbering.
    func isCandidate(_ column: Int) -> Bool {
        guard isNumeric[column], names[column].kind?.isNoCount != true || names[column].kind == .total,
            isWhole(column), !isNumbering(column)
        else { return false }
        let all = wholes(column)
        return !all.allSatisfy { (1800...2100).contains($0) } && all.contains { $0 > 1 }
    }

    /// Shapes that counts often have: a cross table, numbers at risk, very unequal whole numbers.
    mutating func shapes() {
        guard !table.isOfAmounts else { return }
        if table.isPrintOfCounts || ColumnName(table.title).kind == .count {
            for column in names.indices where isCandidate(column) && !counted.contains(column) {
                count(column, .fail, why: "counted by what made it")
            }
            return
        }
        let numeric = names.indices.dropFirst().filter { isNumeric[$0] }
        guard let first = isNumeric.first, !first || table.rows.count == 1, areLabelsDistinct,
            !numeric.isEmpty
        else { return }
        // A record by itself, with words in it, holds settings.
        guard
            table.rows.count > 1
                || isNumeric.dropFirst().allSatisfy({ $0 }) && (first || names[0].text.isEmpty)
        else { return }
        let candidates = numeric.filter { isCandidate($0) && !counted.contains($0) }
        atRisk(numeric)
        let free = candidates.filter { names[$0].kind != .total }
        let all = free.flatMap { wholes($0, totals: false) }
        guard let least = all.min(), let most = all.max(), least < rules.smallestCount,
            most >= 3 * rules.smallestCount
        else { return }
        let years = numeric.filter { column in wholes(column).allSatisfy { (1800...2100).contains($0) } }
        let isCross = free.count + years.count == numeric.count { !names[$0].isTotal }
        for column in free {
            let own = wholes(column, totals: false)
            let isUnequal = (own.max() ?? 0) >= max(10 * max(1, own.min() ?? 0), 3 * rules.smallestCount)
            if isCross || isUnequal { count(column, .review, why: "whole numbers that may be counts") }
        }
    }

    private var areLabelsDistinct: Bool {
        let labels = table.rows.indices.map { row in
            names.indices.filter { !isNumeric[$0] || isCode($0) }.map { text(row, $0) }
        }
        return Set(labels).count == labels.count
    }

    /// Whether a column of numbers tells rows apart as words do: years.
    private func isCode(_ column: Int) -> Bool {
        let all = wholes(column)
        return isWhole(column) && all.allSatisfy { (1800...2100).contains($0) }
    }

    /// Rows of whole numbers that fall, below times: so many were left.
    private mutating func atRisk(_ numeric: [Int]) {
        let timed = numeric.filter { column in
            names[column].text.first?.isNumber == true && isWhole(column) && !counted.contains(column)
        }
        guard timed.count >= 3, timed.count == numeric.count else { return }
        let rows = table.rows.indices.map { row in timed.compactMap { value(row, $0).whole } }
        guard
            rows.allSatisfy({ row in
                row.count == timed.count && zip(row, row.dropFirst()).allSatisfy { $0 >= $1 }
            }),
            rows.contains(where: { $0.first ?? 0 >= 3 * rules.smallestCount && $0.first != $0.last })
        else { return }
        for column in timed { count(column, .review, why: "numbers at risk, as they fall") }
    }

    /// Any other whole number below the threshold that no name explains, once a table.
    mutating func note() {
        guard places.isEmpty, table.rows.count > 1, isNumeric.contains(false) else { return }
        for column in names.indices.dropFirst() where isCandidate(column) && names[column].kind == nil {
            let row = table.rows.indices.first { row in
                value(row, column).number.map { $0 < Double(rules.smallestCount) } ?? false
            }
            guard let row else { continue }
            small(
                value(row, column).whole ?? 0,
                row,
                column,
                .note,
                why: "nothing says what is counted, if anything"
            )
            return
        }
    }
}
