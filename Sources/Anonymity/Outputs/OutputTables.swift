// SPDX-License-Identifier: Apache-2.0
import Tables

/// The tables of a text of any form, as they are read: rows below a row of names, records that name their
/// cells, and what stands between bars in lines of text.
package struct OutputTables {
    private let rules: OutputRules
    private var result = OutputCheck.Result()
    private var table: OutputTable?
    private var number: Int?
    private var names: [String] = []
    private var lineBefore: [String] = []

    package init(rules: OutputRules = OutputRules()) { self.rules = rules }

    /// Takes a row; the first of each number is the names of the columns.
    package mutating func add(row: Int, line: Int, count: Int, cell: (Int) -> String) {
        guard row == number else {
            end()
            number = row
            table = OutputTable(header: (0..<count).map(cell), rules: rules)
            return
        }
        if table?.wantsMore ?? false { table?.add(line: line, count: count, cell: cell) }
    }

    /// Takes a record whose cells have names of their own.
    package mutating func add(record: Int, line: Int, names: [String], cell: (Int) -> String) {
        if record != number || names != self.names {
            end()
            number = record
            self.names = names
            table = OutputTable(header: names, rules: rules)
        }
        if table?.wantsMore ?? false { table?.add(line: line, count: names.count, cell: cell) }
    }

    /// Takes a line of text.
    package mutating func add(text: UnsafeBufferPointer<UInt8>, line: Int) {
        let cells = text.contains(Byte.pipe) ? OutputCheck.cells(of: text) : []
        if cells.isEmpty || number != nil {
            end()
        } else if table != nil {
            table?.add(line: line, count: cells.count) { cells[$0] }
        } else if cells.allSatisfy(OutputCheck.isRule), cells.count == lineBefore.count {
            table = OutputTable(header: lineBefore, rules: rules)
        }
        lineBefore = cells
    }

    /// What was found; nothing is added behind.
    package mutating func finish() -> OutputCheck.Result {
        end()
        return result
    }

    private mutating func end() {
        if let table { result.add(table) }
        table = nil
        number = nil
        names = []
    }
}
