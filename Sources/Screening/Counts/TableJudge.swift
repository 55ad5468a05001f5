// SPDX-License-Identifier: Apache-2.0

/// Judges one table of results: first what its names say, then what its numbers show.
struct TableJudge {
    /// A cell by its row and column.
    struct Place: Hashable {
        let row: Int
        let column: Int
    }

    let rules: OutputRules
    let table: ResultTable
    let names: [ColumnName]
    /// Of each column: numbers, and no words, in the rows that have anything.
    let isNumeric: [Bool]
    private var found: [Place: OutputItem] = [:]
    private var others: [OutputItem] = []
    private var counts: [OutputCount] = []
    private var totals: [OutputCount] = []
    /// Columns of counts that are known by their names or by what they hold.
    private(set) var counted: Set<Int> = []

    init(_ table: ResultTable, _ rules: OutputRules) {
        let table = table.isContinued ? table : table.withNames()
        self.table = table
        self.rules = rules
        names = table.header.map(ColumnName.init)
        isNumeric = table.header.indices.map { column in
            let values = table.rows.lazy.filter { column < $0.cells.count }.map { $0.cells[column].value }
            return values.contains { $0.whole != nil || $0.number != nil } && !values.contains(.text)
        }
        judge()
    }

    /// Whether the rest of a longer table has anything that names tell of.
    var hasNames: Bool { names.contains { $0.kind?.isToldByRows ?? false } }

    var result: OutputResult {
        var result = OutputResult()
        result.items = (others + found.values).sorted { ($0.line, $0.place) < ($1.line, $1.place) }
        result.counts = counts
        result.totals = totals
        return result
    }

    private mutating func judge() {
        named()
        guard !table.isContinued else { return }
        labelled()
        cells()
        shares()
        margins()
        shapes()
        differences()
        note()
    }

    // MARK: What the rules share

    func value(_ row: Int, _ column: Int) -> CellValue {
        column < table.rows[row].cells.count ? table.rows[row].cells[column].value : .empty
    }

    func text(_ row: Int, _ column: Int) -> String {
        column < table.rows[row].cells.count ? table.rows[row].cells[column].text : ""
    }

    /// The label of a row: its first cell that is a word.
    func label(_ row: Int) -> String {
        for column in names.indices where !isNumeric[column] && !text(row, column).isEmpty {
            return text(row, column)
        }
        return ""
    }

    func isTotal(row: Int) -> Bool {
        names.indices.contains { !isNumeric[$0] && ColumnName(text(row, $0)).isTotal }
    }

    /// Whether all numbers of a column are whole, and there are any.
    func isWhole(_ column: Int) -> Bool {
        var any = false
        for row in table.rows.indices {
            let value = value(row, column)
            if value.isUnknown { continue }
            guard value.whole != nil else { return false }
            any = true
        }
        return any
    }

    func wholes(_ column: Int, totals: Bool = true) -> [Int] {
        table.rows.indices.filter { totals || !isTotal(row: $0) }.compactMap { value($0, column).whole }
    }

    /// Goes 0, 1, 2 … or 1, 2, 3 …: it numbers rows and counts nothing.
    func isNumbering(_ column: Int) -> Bool {
        let all = wholes(column)
        guard all.count >= 3, all.count == table.rows.count, all[0] <= 1 else { return false }
        return zip(all, all.dropFirst()).allSatisfy { $0 + 1 == $1 }
    }

    /// Says of a count that it is small; a weaker word on the same cell gives way.
    mutating func small(
        _ count: Int,
        _ row: Int,
        _ column: Int,
        _ grade: ScreenItem.Severity,
        why: String = ""
    ) {
        guard count < rules.smallestCount else { return }
        let place = Place(row: row, column: column)
        guard found[place].map({ $0.grade == .review && grade == .fail }) ?? true else { return }
        let name = column < names.count ? names[column].text : ""
        let reason = why.isEmpty ? "" : " (\(why))"
        found[place] = OutputItem(
            count == 0 ? .zeroCount : .lowCount,
            line: table.rows[row].line,
            place: name.isEmpty ? label(row) : name,
            grade: grade,
            (count == 0
                ? "0: nobody of those who could be there" : "\(count), which is below \(rules.smallestCount)")
                + reason
        )
    }

    mutating func say(_ item: OutputItem) { others.append(item) }

    /// All small numbers of a column that is known to count.
    mutating func count(_ column: Int, _ grade: ScreenItem.Severity, why: String = "") {
        if grade == .fail { counted.insert(column) }
        for row in table.rows.indices {
            if let count = value(row, column).whole { small(count, row, column, grade, why: why) }
        }
    }

    mutating func keep(_ value: Int, _ line: Int, _ subject: String) {
        guard counts.count < ResultTable.mostRows else { return }
        counts.append(OutputCount(subject: ColumnName.normalised(subject), value: Int64(value), line: line))
    }

    mutating func keep(total: Int, _ line: Int, _ subject: String) {
        totals.append(OutputCount(subject: ColumnName.normalised(subject), value: Int64(total), line: line))
    }

    var places: Set<Place> { Set(found.keys) }

    /// The small counts of which more than a note is made.
    var smallCounts: Set<Place> { Set(found.filter { $0.value.grade != .note }.keys) }
}
