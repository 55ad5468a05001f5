// SPDX-License-Identifier: Apache-2.0

/// One table of results, row by row: what its columns and rows are called says what its numbers are.
struct OutputTable {
    /// Rows up to which names at the beginnings of rows are read, and counts are kept for comparison: tables
    /// of results are short, and what is longer is data.
    private static let resultRows = 2000

    private let rules: OutputRules
    private let header: [String]
    private let kinds: [StatisticKind?]
    private var rows = 0
    private var items: [OutputItem] = []
    private var extremes: Set<Int> = []
    private var counts: [OutputCount] = []
    /// Of each column of counts that goes 0, 1, 2 … or 1, 2, 3 … so far, the first value: it
    /// numbers rows and counts nothing.
    private var numbering: [Int: Double] = [:]
    private var countItems: [Int: [OutputItem]] = [:]

    init(header: [String], rules: OutputRules) {
        self.rules = rules
        self.header = header
        kinds = header.map(StatisticKind.init(name:))
    }

    /// Whether a longer table has anything to be looked at.
    var hasStatistics: Bool { kinds.contains { $0 != nil } }
    var wantsMore: Bool { hasStatistics || rows < Self.resultRows }

    /// Takes a row; `cell` gives the text of a column.
    mutating func add(line: Int, count: Int, cell: (Int) -> String) {
        rows += 1
        guard hasStatistics || rows <= Self.resultRows else { return }
        var values: [StatisticKind: Double] = [:]
        for column in 0..<min(count, kinds.count) {
            guard let kind = kinds[column] else { continue }
            let text = cell(column)
            if kind == .extreme {
                if extremes.insert(column).inserted, Double(text) != nil { extreme(line, header[column]) }
                continue
            }
            guard let value = Self.number(text) else { continue }
            switch kind {
            case .count: self.count(value, line, column, subject(column, count, cell))
            case .degreesOfFreedom: degrees(value, line, header[column])
            default: values[kind] = value
            }
        }
        contributions(values, line)
        if rows <= Self.resultRows, kinds.first == nil || kinds[0] == nil { label(line, count, cell) }
    }

    /// A row that says itself what its numbers are: `Df Residuals, 5`.
    private mutating func label(_ line: Int, _ count: Int, _ cell: (Int) -> String) {
        guard count > 1 else { return }
        let name = cell(0)
        guard let kind = StatisticKind(name: name) else { return }
        for column in 1..<count where column >= kinds.count || kinds[column] == nil {
            guard let value = Self.number(cell(column)) else { continue }
            switch kind {
            case .count:
                items += Self.judge(value, line, name, rules)
                keep(value, line, "\(column < header.count ? header[column] : "")\u{1F}\(name)")
            case .degreesOfFreedom: degrees(value, line, name)
            case .extreme: return extreme(line, name)
            case .total, .largest, .secondLargest: return
            }
        }
    }

    private mutating func count(_ value: Double, _ line: Int, _ column: Int, _ subject: String) {
        if rows == 1, value == 0 || value == 1 { numbering[column] = value }
        if let first = numbering[column], value != first + Double(rows - 1) { numbering[column] = nil }
        countItems[column, default: []] += Self.judge(value, line, header[column], rules)
        keep(value, line, subject)
    }

    private static func judge(_ value: Double, _ line: Int, _ place: String, _ rules: OutputRules)
        -> [OutputItem]
    {
        // What is negative or broken is no count.
        guard value >= 0, value == value.rounded(), value < Double(rules.smallestCount) else { return [] }
        return value == 0
            ? [OutputItem(.zeroCount, line: line, place: place, "0: nobody of those who could be there")]
            : [
                OutputItem(
                    .lowCount,
                    line: line,
                    place: place,
                    "\(Int(value)), which is below \(rules.smallestCount)"
                )
            ]
    }

    private mutating func keep(_ value: Double, _ line: Int, _ subject: String) {
        guard counts.count < Self.resultRows, value >= 0, value == value.rounded(), value < 1e15 else {
            return
        }
        counts.append(
            OutputCount(subject: StatisticKind.normalised(subject), value: Int64(value), line: line)
        )
    }

    /// The words of a row, which say what it counts, and the column's name.
    private func subject(_ column: Int, _ count: Int, _ cell: (Int) -> String) -> String {
        guard counts.count < Self.resultRows else { return "" }
        var words = [header[column]]
        for other in 0..<min(count, kinds.count) where kinds[other] == nil {
            let text = cell(other)
            // Other numbers of the row change with what is counted.
            if Self.number(text) == nil || other == 0 { words.append("\(header[other])=\(text)") }
        }
        return words.joined(separator: "\u{1F}")
    }

    private mutating func degrees(_ value: Double, _ line: Int, _ place: String) {
        guard value < Double(rules.fewestDegrees) else { return }
        items.append(
            OutputItem(
                .degreesOfFreedom,
                line: line,
                place: place,
                "\(value.formattedShort), which is below \(rules.fewestDegrees)"
            )
        )
    }

    private mutating func extreme(_ line: Int, _ place: String) {
        items.append(
            OutputItem(
                .extreme,
                line: line,
                place: place,
                isFailure: false,
                "may be the value of a single unit"
            )
        )
    }

    private mutating func contributions(_ values: [StatisticKind: Double], _ line: Int) {
        guard let total = values[.total], let largest = values[.largest] else { return }
        let place = "total"
        let second = values[.secondLargest]
        guard total >= 0, largest >= 0, (second ?? 0) >= 0 else {
            items.append(
                OutputItem(
                    .negativeContribution,
                    line: line,
                    place: place,
                    isFailure: false,
                    "no share can be told of negative contributions"
                )
            )
            return
        }
        let two = largest + (second ?? 0)
        if total > 0, two / total >= rules.largestShareOfTwo {
            items.append(
                OutputItem(
                    .dominance,
                    line: line,
                    place: place,
                    "the largest contributors have \((100 * two / total).formattedShort) % of it"
                )
            )
        }
        if largest > 0, second != nil, (total - two) / largest < rules.smallestRest {
            items.append(
                OutputItem(
                    .pPercent,
                    line: line,
                    place: place,
                    "the largest contribution can be told within \((100 * (total - two) / largest).formattedShort) %"
                )
            )
        }
    }

    /// What was found, and the counts.
    var result: (items: [OutputItem], counts: [OutputCount]) {
        let found = countItems.filter { rows < 3 || numbering[$0.key] == nil }.values.flatMap { $0 }
        let ordered = (items + found).sorted { ($0.line, $0.place) < ($1.line, $1.place) }
        return (ordered, rows < 3 || numbering.isEmpty ? counts : [])
    }

    /// A number as tables have them: with thin groups of thousands, a sign, a percent
    /// sign or emphasis around it.
    static func number(_ text: String) -> Double? {
        var text = text.filter { $0 != "*" && $0 != "_" && $0 != "\u{202F}" && $0 != "\u{A0}" }
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        if let value = Double(text) { return value.isFinite ? value : nil }
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        guard groups.count > 1, (1...3).contains(groups[0].count),
            groups.dropFirst().allSatisfy({ $0.prefix(3).count == 3 })
        else { return nil }
        return Double(groups.joined())
    }
}

extension Double {
    /// Without needless digits.
    fileprivate var formattedShort: String {
        self == rounded() && abs(self) < 1e15 ? String(Int64(self)) : String((self * 10).rounded() / 10)
    }
}
