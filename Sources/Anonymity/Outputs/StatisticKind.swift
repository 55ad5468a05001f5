// SPDX-License-Identifier: Apache-2.0

/// What the numbers of a column or a row are, as far as its name says so.
enum StatisticKind: Hashable {
    case count
    case degreesOfFreedom
    /// A value that is one unit's: a minimum, a maximum, a quantile.
    case extreme
    case total
    case largest
    case secondLargest

    init?(name: String) {
        var name = Self.normalised(name)
        // `n (pumps)` and `total [kW]` say the same as without.
        if let note = name.firstIndex(where: { $0 == "(" || $0 == "[" }), note > name.startIndex {
            name = Self.normalised(String(name[..<note]))
        }
        guard let kind = Self.names[name] ?? (Self.isQuantile(name) ? .extreme : nil) else { return nil }
        self = kind
    }

    /// Small letters, and one space where there is anything else but letters, digits and brackets.
    static func normalised(_ text: String) -> String {
        var words: [Substring] = []
        let text = text.lowercased()
        var start: String.Index?
        for index in text.indices {
            let character = text[index]
            let isKept = character.isLetter || character.isNumber || "()[]%#.".contains(character)
            if isKept, start == nil { start = index }
            if !isKept, let from = start {
                words.append(text[from..<index])
                start = nil
            }
        }
        if let from = start { words.append(text[from...]) }
        return words.joined(separator: " ")
    }

    /// `p95`, `q1`, `25%`, `90th percentile`; `p17` may be the seventeenth pump.
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

    private static let names: [String: Self] = {
        var names: [String: Self] = [:]
        for (kind, list) in [
            (
                Self.count,
                "n|count|counts|freq|frequency|frequencies|n obs|nobs|num obs|obs|observations|no. observations|number of observations|cases|number of cases|sample size|anzahl|häufigkeit|fallzahl"
            ),
            (
                .degreesOfFreedom,
                "df|dof|d.f.|df resid|df residual|df residuals|residual df|degrees of freedom|residual degrees of freedom|freiheitsgrade"
            ),
            (.extreme, "min|max|minimum|maximum|median|smallest|range min|range max|lowest|highest"),
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
}
