// SPDX-License-Identifier: Apache-2.0

/// A table of results, or a beginning of one: the names of its columns, and rows of cells.
struct ResultTable {
    struct Cell {
        let text: String
        let value: CellValue
        /// Where it stands in the text, if that can be said.
        let place: Range<Int>?

        init(_ text: String, at place: Range<Int>? = nil) {
            self.text = text
            value = CellValue(text)
            self.place = place
        }
    }

    struct Row {
        let line: Int
        var cells: [Cell]

        var hasNumber: Bool { cells.contains { $0.value.whole != nil || $0.value.number != nil } }
        var filled: Int { cells.count { !$0.text.isEmpty } }
    }

    /// Rows that are kept at once: tables of results are short, and what is longer is data.
    static let mostRows = 2000
    static let mostCells = 100_000
    /// Columns up to which each is compared with each: what is wider is no table that shares stand in.
    static let mostCompared = 200

    var header: [String]
    var rows: [Row] = []
    /// What has it: the name of a member, a cell above its names.
    var title: String
    /// Lines above it, which may be about it.
    let above: String
    /// Whether a program printed it in a form that counts have: `table()`, `value_counts()`.
    var isPrintOfCounts = false
    /// Whether it is a later part of a long table, of which only named columns say something.
    var isContinued = false

    init(header: [String], title: String = "", above: String = "") {
        self.header = header
        self.title = title
        self.above = above
    }

    /// What spreadsheets write above the names of a pivot table.
    private static let pivots: Set<String> = [
        "column labels", "row labels", "spaltenbeschriftungen", "zeilenbeschriftungen",
        "étiquettes de colonnes", "étiquettes de lignes",
    ]

    /// Whether it sums or averages what is no count: `Sum of cost`.
    var isOfAmounts: Bool {
        let words = ColumnName.words(of: title)
        return ["sum", "average", "mean", "summe", "mittelwert", "somme", "moyenne"].contains {
            $0 == words.first
        }
            && words.count > 1 && !words.contains("n")
    }

    var isFull: Bool { rows.count >= Self.mostRows || rows.count * max(1, header.count) >= Self.mostCells }

    /// The table with its names where they are: below titles, or in two rows.
    ///
    /// `,mean,count` below `site,load,load` belongs to the names; a row of one cell above them is a title.
    func withNames() -> Self {
        var table = self
        // Titles in one cell, or in one that is merged over all columns, leave the others out.
        let width = rows.reduce(0) { max($0, $1.cells.count) }
        for place in table.header.indices where Self.pivots.contains(table.header[place].lowercased()) {
            table.header[place] = ""
        }
        while width >= 2, table.header.count(where: { !$0.isEmpty }) <= 1,
            let next = table.rows.first,
            !next.hasNumber
        {
            table.title += " " + table.header.joined(separator: " ")
            table.header = next.cells.map(\.text)
            table.rows.removeFirst()
        }
        if table.header.count == 1, width > 1 {
            table.header += Array(repeating: "", count: width - 1)
        }
        let names = table.header.dropFirst()
        let isBroken = Set(names).count < names.count || names.contains("")
        if isBroken, let next = table.rows.first, !next.hasNumber, next.filled >= 2, table.rows.count > 1 {
            table.title += " " + table.header.joined(separator: " ")
            table.header = table.header.indices.map { place in
                let below = place < next.cells.count ? next.cells[place].text : ""
                return [table.header[place], below].filter { !$0.isEmpty }.joined(separator: " ")
            }
            table.rows.removeFirst()
        }
        return table
    }
}
