// SPDX-License-Identifier: Apache-2.0
import Tables

/// The tables of a structured text as they are read: rows below a row of names, and records with named cells.
struct ResultTables {
    private let rules: OutputRules
    private let onTable: (ResultTable) -> Void
    private(set) var outputs = OutputResult()
    private var table: ResultTable?
    private var number: Int?
    /// Whether the rest of a long table has anything to be looked at.
    private var isRead = true

    /// Tables are handed out as they end; long ones come in parts.
    init(rules: OutputRules = OutputRules(), onTable: @escaping (ResultTable) -> Void = { _ in }) {
        self.rules = rules
        self.onTable = onTable
    }

    /// Takes a row; the first of each number is the names of the columns.
    ///
    /// The cells of a row that has a name of its own are what that name says.
    mutating func add(_ record: Record) {
        switch record.form {
        case .line: end()
        case .row where record.title.isEmpty:
            guard record.table == number, table?.title == "" else {
                begin(ResultTable(header: (0..<record.count).map(record.text)), record.table)
                return
            }
            add(row: record)
        case .row:
            begin(
                ResultTable(header: Array(repeating: "", count: record.count), title: record.title),
                record.table
            )
            add(row: record)
            end()
        case .named:
            if record.table != number || table?.header != record.names || table?.title != record.title {
                begin(ResultTable(header: record.names, title: record.title), record.table)
            }
            add(row: record)
        }
    }

    private mutating func begin(_ new: ResultTable, _ number: Int) {
        end()
        table = new
        self.number = number
        isRead = true
    }

    private mutating func add(row record: Record) {
        guard isRead else { return }
        let cells = (0..<record.count).map { ResultTable.Cell(record.text($0), at: record.place($0)) }
        table?.rows.append(ResultTable.Row(line: record.line, cells: cells))
        guard let full = table, full.isFull else { return }
        let judge = TableJudge(full, rules)
        onTable(full)
        outputs.add(judge.result)
        isRead = judge.hasNames
        table?.rows = []
        table?.isContinued = true
    }

    mutating func end() {
        if let table, !table.rows.isEmpty {
            onTable(table)
            outputs.add(TableJudge(table, rules).result)
        }
        table = nil
        number = nil
    }
}

/// What was found in tables and texts: what tells too much, and what they count.
struct OutputResult {
    var items: [OutputItem] = []
    var counts: [OutputCount] = []
    /// Of what is counted in all, to be compared within a finding.
    var totals: [OutputCount] = []

    mutating func add(_ other: Self) {
        items += other.items
        counts += other.counts
        totals += other.totals
    }
}
