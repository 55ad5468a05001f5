// SPDX-License-Identifier: Apache-2.0

/// What the numbers of a column or a row are, as far as its name says so.
enum StatisticKind: Hashable {
    case count
    /// A count and its share in one cell: `n (%)`.
    case countWithShare
    case percent
    case residualDegrees
    /// Degrees of freedom of which the table has to say whether they are residual ones.
    case degreesOfFreedom
    /// A value that is one unit's: a minimum, a maximum, a quantile.
    case extreme
    case total
    case largest
    case secondLargest
    /// What is measured, set, ordered or coded.
    case quantity

    /// Whether numbers of this kind count nothing.
    var isNoCount: Bool { self != .count && self != .countWithShare }

    /// Whether each row of such a column says something, however long the table is.
    var isToldByRows: Bool {
        switch self {
        case .count, .countWithShare, .residualDegrees, .degreesOfFreedom, .total: true
        case .percent, .extreme, .largest, .secondLargest, .quantity: false
        }
    }
}

/// The name of a column or a row of results.
struct ColumnName {
    let text: String
    let words: [String]
    /// Of how many it tells the shares: `A, N = 60`, `base: 60 units`.
    let base: Int?
    let kind: StatisticKind?
    /// Whether it says how its numbers came about: `statistic`, `mean`.
    var isStatistic: Bool { kind != nil || words.contains { Self.statistics.contains($0) } }
    var isTotal: Bool {
        words.count <= 2 && words.contains(where: CountWords.totals.contains)
            && !words.contains(where: ["sq", "of", "squares"].contains) && kind != .quantity
            && kind != .percent
    }

    private static let statistics: Set<String> = [
        "statistic", "stat", "measure", "parameter", "mean", "std", "sd", "aic", "bic", "squared", "se",
        "value", "metric",
        "characteristic", "kennzahl",
    ]

    init(_ text: String) {
        self.text = text
        let parts = Self.parts(of: text)
        words = parts.words
        base = Self.base(in: text)
        kind = Self.isPerUnit(text) ? .quantity : Self.kind(words, note: parts.note, hasBase: base != nil)
    }

    /// `counts/s`.
    private static func isPerUnit(_ text: String) -> Bool {
        let parts = text.lowercased().split(separator: "/")
        return parts.count == 2 && QuantityWords.units.contains(parts[1].filter { $0 != " " })
    }

    /// The words of a name, and what stands in brackets or behind a comma.
    private static func parts(of text: String) -> (words: [String], note: String) {
        let text = text.filter { !"\\$*".contains($0) }
        var (name, note) = (text, "")
        if let open = text.firstIndex(where: { "([,".contains($0) }), open > text.startIndex {
            name = String(text[..<open])
            note = text[text.index(after: open)...].lowercased().filter { !"()[]".contains($0) }
            note = note.split(separator: " ").joined(separator: " ")
        }
        return (Self.words(of: name), note)
    }

    /// The words of a name in small letters; `minLength` has two.
    static func words(of text: String) -> [String] {
        var parted = ""
        var before: Character = " "
        for sign in text {
            if sign.isUppercase, before.isLowercase { parted.append(" ") }
            parted.append(sign)
            before = sign
        }
        return parted.lowercased().split { !($0.isLetter || $0.isNumber || "%#°".contains($0)) }.map(
            String.init
        )
    }

    /// `N = 60`, `n=60`, `base: 60`.
    private static func base(in text: String) -> Int? {
        let text = text.lowercased().filter { $0 != " " && $0 != "*" }
        for mark in ["n=", "base:", "base=", "basis:", "basis=", "total=", "of"] {
            var from = text.startIndex
            while let at = text.range(of: mark, from: from) {
                from = at.upperBound
                guard at.lowerBound == text.startIndex || !text[text.index(before: at.lowerBound)].isLetter
                else {
                    continue
                }
                let digits = text[at.upperBound...].prefix { $0.isNumber || $0 == "," }
                if let value = NumberText.value(digits).flatMap(Int.init(wholeOf:)), value > 0 {
                    return value
                }
            }
        }
        return nil
    }

    private static func kind(_ words: [String], note: String, hasBase: Bool) -> StatisticKind? {
        let name = words.joined(separator: " ")
        guard let last = words.last else {
            return note.isEmpty ? nil : kind(Self.words(of: note), note: "", hasBase: false)
        }
        if words.count == 2, words.contains(where: CountWords.totals.contains),
            words.contains(where: spans.contains)
        {
            return nil
        }
        if let known = names[name], note.isEmpty || !isUnit(note) { return known }
        if let degrees = degrees(words) { return degrees }
        if isQuantile(name) { return .extreme }
        if words.contains(where: QuantityWords.per.contains) { return .quantity }
        if name == "%" || words.contains(where: percents.contains) {
            return note == "n" || note.hasPrefix("n ") ? .countWithShare : .percent
        }
        if hasBase, words.first == "n" || note.hasPrefix("n") { return .countWithShare }
        if isCount(words, last) {
            if note == "%" || note.hasPrefix("% ") || note == "percent" { return .countWithShare }
            return isUnit(note) ? .quantity : .count
        }
        if isUnit(note) || words.contains(where: QuantityWords.words.contains)
            || words.count > 1 && QuantityWords.units.contains(last)
            || words.contains(where: QuantityWords.longUnits.contains)
        {
            return .quantity
        }
        return nil
    }

    private static func isCount(_ words: [String], _ last: String) -> Bool {
        let name = words.joined(separator: " ")
        if CountWords.phrases.contains(name) || CountWords.signs.contains(where: name.contains) {
            return true
        }
        if words == ["no"] || words == ["number"] || words == ["nr"] { return false }
        for opening in CountWords.openings where words.starts(with: opening) && words.count > opening.count {
            let counted = words[opening.count...]
            if counted.contains(where: CountWords.parts.contains) { return false }
            return true
        }
        if words.count == 2, words[0] == "n" { return !CountWords.parts.contains(last) }
        // `events_t` and `count 2` are of one group each.
        let isGroup = words.count > 1 && (last.count == 1 && last != "n" || last.allSatisfy(\.isNumber))
        let head = isGroup ? words[words.count - 2] : last
        guard CountWords.heads.contains(head) else { return false }
        let before = words.prefix(words.count - (isGroup ? 2 : 1))
        if head.hasPrefix("freq"), before.contains(where: QuantityWords.swings.contains) { return false }
        return true
    }

    private static func degrees(_ words: [String]) -> StatisticKind? {
        let name = words.joined(separator: " ")
        let isDegrees =
            words.contains { ["df", "dof", "ddf", "freiheitsgrade"].contains($0) }
            || name.contains("degrees of freedom")
            || name == "d f"
        guard isDegrees || name == "denominator df" else { return nil }
        if words.contains(where: ["model", "regression", "num", "numerator"].contains) { return .quantity }
        let isResidual = words.contains {
            ["resid", "residual", "residuals", "error", "den", "denom", "ddf"].contains($0)
        }
        return isResidual ? .residualDegrees : .degreesOfFreedom
    }

    /// Whether a note is a unit: `kW`, `1/min`, `€ per unit`.
    static func isUnit(_ note: String) -> Bool {
        guard !note.isEmpty else { return false }
        if QuantityWords.units.contains(note), note != "%" { return true }
        let words = words(of: note)
        if note.contains("/") || words.contains(where: QuantityWords.per.contains) { return true }
        return words.contains(where: QuantityWords.longUnits.contains) && words.count <= 2 && note != "%"
    }

    /// `p95`, `25%`, `90th percentile`; `p17` may be the seventeenth pump, and `q1` the first question.
    private static func isQuantile(_ name: String) -> Bool {
        if ["percentile", "quantile", "quartile"].contains(where: name.hasSuffix) || marks.contains(name) {
            return true
        }
        let digits = name.dropLast()
        return name.hasSuffix("%") && (1...5).contains(digits.count)
            && digits.allSatisfy { $0.isNumber || $0 == "." }
    }

    private static let marks = Set(
        ["q1", "q2", "q3"]
            + ["1", "5", "01", "05", "10", "25", "50", "75", "90", "95", "99"].map { "p" + $0 }
    )

    private static let percents: Set<String> = [
        "percent", "pct", "percentage", "share", "prozent", "anteil", "pourcentage", "porcentaje", "%", "cum",
        "proportion",
    ]

    /// Whose total it is: that of a row counts what the row counts.
    private static let spans: Set<String> = ["row", "column", "col", "grand", "sub", "table"]

    private static let names: [String: StatisticKind] = {
        var names: [String: StatisticKind] = [:]
        for (kind, list) in [
            (
                StatisticKind.extreme,
                "min|max|minimum|maximum|median|smallest|range min|range max|lowest|highest"
            ),
            (.total, "total|sum|summe|gesamt"),
            (.largest, "largest|top1|top 1|largest contribution|largest contributor|max contribution"),
            (
                .secondLargest,
                "second largest|top2|top 2|second largest contribution|second largest contributor"
            ),
        ] {
            for name in list.split(separator: "|") { names[String(name)] = kind }
        }
        return names
    }()

    /// Small letters, and one space where there is anything else but letters, digits and brackets.
    ///
    /// So what is counted is compared across findings.
    static func normalised(_ text: String) -> String {
        text.lowercased().split { !($0.isLetter || $0.isNumber || "()[]%#.".contains($0)) }.joined(
            separator: " "
        )
    }
}

extension StringProtocol {
    /// Where a text stands from a place on.
    fileprivate func range(of text: String, from start: Index) -> Range<Index>? {
        var at = start
        while at < endIndex {
            if self[at...].hasPrefix(text) { return at..<index(at, offsetBy: text.count) }
            at = index(after: at)
        }
        return nil
    }
}
