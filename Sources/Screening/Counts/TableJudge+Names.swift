// SPDX-License-Identifier: Apache-2.0

/// What names of columns and rows say.
extension TableJudge {
    mutating func named() {
        for (column, name) in names.enumerated() {
            switch name.kind {
            case .count, .countWithShare: countColumn(column, name)
            case .residualDegrees: degreesColumn(column)
            case .degreesOfFreedom where areResidual(column): degreesColumn(column)
            case .extreme where !table.isContinued: extreme(column, name)
            default: break
            }
        }
        contributions()
    }

    private mutating func countColumn(_ column: Int, _ name: ColumnName) {
        let isSpectrum =
            name.words.first.map { $0.hasPrefix("freq") || $0 == "n" } ?? false
            && names.indices.contains { other in
                isNumeric[other] && names[other].words.contains(where: QuantityWords.beside.contains)
                    && names[other].kind != .count
            }
        let values = table.rows.indices.map { value($0, column) }
        // What is negative or broken is no count, and then neither are its neighbours.
        let isBroken = values.contains { $0.number != nil && $0.whole == nil && !isPercent($0) }
        guard !isBroken, !isNumbering(column), !isSpectrum else { return }
        let isPlain = ["n", "count", "counts", "freq", "anzahl"].contains(name.words.joined(separator: " "))
        let all = wholes(column)
        if !isPlain, name.kind == .count, all.count > 1, all.allSatisfy({ $0 <= 1 }) { return }
        count(column, .fail)
        for (row, value) in values.enumerated() {
            if let count = value.whole { keep(count, table.rows[row].line, subject(row, column)) }
        }
    }

    private func isPercent(_ value: CellValue) -> Bool {
        if case .number(_, isPercent: true) = value { true } else { false }
    }

    /// The words of a row, which say what it counts, and the column's name.
    private func subject(_ row: Int, _ column: Int) -> String {
        var words = [names[column].text]
        for other in names.indices where names[other].kind.map({ $0 == .quantity || $0 == .percent }) ?? true
        {
            guard other < table.rows[row].cells.count else { continue }
            // Other numbers of the row change with what is counted.
            if value(row, other).number == nil || other == 0 {
                words.append("\(names[other].text)=\(text(row, other))")
            }
        }
        return words.joined(separator: "\u{1F}")
    }

    /// Names of rows that say what their numbers are: `Df Residuals, 5`, where columns do not.
    mutating func labelled() {
        guard names.count > 1, names[0].kind?.isNoCount ?? true else { return }
        let labels = table.rows.indices.map { ColumnName(text($0, 0)) }
        // `N` and `S` may be North and South.
        let areStatistics = labels.count { $0.isStatistic && $0.words != ["n"] } > 0 || names[0].isStatistic
        let isTest = labels.contains {
            $0.words.contains { ["chi", "x", "statistic", "f", "t"].contains($0) }
        }
        for (row, label) in labels.enumerated() {
            guard let kind = label.kind, label.words.count > 1 || areStatistics else { continue }
            for column in names.indices.dropFirst() where !counted.contains(column) {
                guard let value = value(row, column).number else { continue }
                switch kind {
                case .count:
                    guard let count = Int(wholeOf: value), names[column].kind != .percent else { continue }
                    small(count, row, column, .fail)
                    keep(count, table.rows[row].line, "\(names[column].text)\u{1F}\(label.text)")
                case .residualDegrees: degrees(value, row, label.text)
                case .degreesOfFreedom where !isTest: degrees(value, row, label.text)
                case .extreme:
                    say(.extreme(line: table.rows[row].line, place: label.text))
                default: break
                }
                if kind == .extreme { break }
            }
        }
    }

    private mutating func extreme(_ column: Int, _ name: ColumnName) {
        let first = table.rows.indices.first { value($0, column).number != nil }
        if let first { say(.extreme(line: table.rows[first].line, place: name.text)) }
    }

    // MARK: Degrees of freedom

    /// Whether bare degrees of freedom are residual ones: those of a test or of the terms of a model are not.
    private func areResidual(_ column: Int) -> Bool {
        let words = Set(names.flatMap(\.words))
        if !words.isDisjoint(with: ["aic", "bic", "loglik", "deviance", "lrt"]) { return false }
        if !words.isDisjoint(with: ["estimate", "coefficient", "coef", "t"]) { return true }
        if isAnova { return true }
        return words.isDisjoint(with: ["statistic", "chi", "chisq", "q", "p", "f", "x2", "wald", "pr"])
    }

    private var isAnova: Bool {
        table.rows.indices.contains(where: isResidual) && !names.isEmpty
    }

    private func isResidual(_ row: Int) -> Bool {
        let words = ColumnName.words(of: label(row))
        return words.count <= 2
            && words.contains { ["residual", "residuals", "error", "resid", "within"].contains($0) }
    }

    private mutating func degreesColumn(_ column: Int) {
        let anova = isAnova
        for row in table.rows.indices where !anova || isResidual(row) {
            if let value = value(row, column).number { degrees(value, row, names[column].text) }
        }
    }

    private mutating func degrees(_ value: Double, _ row: Int, _ place: String) {
        // Satterthwaite's are broken, and none are below one but none.
        guard value < Double(rules.fewestDegrees), value >= 1 || value == 0 else { return }
        say(.degrees(value, line: table.rows[row].line, place: place, rules))
    }

    // MARK: Totals and their largest contributors

    private mutating func contributions() {
        func column(_ kind: StatisticKind) -> Int? { names.firstIndex { $0.kind == kind } }
        guard let totals = column(.total), let largests = column(.largest) else { return }
        let seconds = column(.secondLargest)
        for row in table.rows.indices {
            guard let total = value(row, totals).number, let largest = value(row, largests).number else {
                continue
            }
            contribution(total, largest, seconds.flatMap { value(row, $0).number }, table.rows[row].line)
        }
    }

    private mutating func contribution(_ total: Double, _ largest: Double, _ second: Double?, _ line: Int) {
        let place = "total"
        guard total >= 0, largest >= 0, (second ?? 0) >= 0 else {
            let why = "no share can be told of negative contributions"
            return say(OutputItem(.negativeContribution, line: line, place: place, grade: .review, why))
        }
        let two = largest + (second ?? 0)
        if total > 0, two / total >= rules.largestShareOfTwo {
            let why = "the largest contributors have \((100 * two / total).formattedShort) % of it"
            say(OutputItem(.dominance, line: line, place: place, why))
        }
        if largest > 0, second != nil, (total - two) / largest < rules.smallestRest {
            let within = (100 * (total - two) / largest).formattedShort
            say(
                OutputItem(
                    .pPercent,
                    line: line,
                    place: place,
                    "the largest contribution can be told within \(within) %"
                )
            )
        }
    }
}

extension OutputItem {
    /// An extreme is in every summary: it is said, and nobody has to look.
    static func extreme(line: Int, place: String) -> Self {
        Self(.extreme, line: line, place: place, grade: .note, "may be the value of a single unit")
    }

    static func degrees(_ value: Double, line: Int, place: String, _ rules: OutputRules) -> Self {
        let detail = "\(value.formattedShort), which is below \(rules.fewestDegrees)"
        return Self(.degreesOfFreedom, line: line, place: place, detail)
    }
}

extension Double {
    /// Without needless digits.
    fileprivate var formattedShort: String {
        self == rounded() && abs(self) < 1e15 ? String(Int64(self)) : String((self * 10).rounded() / 10)
    }
}
