// SPDX-License-Identifier: Apache-2.0
import Tables

/// Looks for direct identifiers in every column of a table: validated kinds, telling names, near-unique
/// values.
///
/// Names of persons are found by the column's name only; there is no dictionary of names.
package struct IdentifierScanner {
    private var columns: [ColumnScan]

    package init(header: [String], rules: IdentifierRules = .usual) {
        let hints = header.map { NameHint(column: $0, rules.names) }
        // One column x may be anything; with a y beside it, it may be a place.
        let hasAxes = ["x", "y"].allSatisfy { axis in hints.contains { $0?.axis == axis } }
        columns = zip(header, hints).map { name, hint in
            ColumnScan(name: name, hint: hint?.axis == nil || hasAxes ? hint : nil, rules)
        }
    }

    /// Takes in the row that the reader is at.
    package mutating func add(_ row: borrowing CSVReader) {
        let line = row.line
        for index in columns.indices { columns[index].add(row[index], line: line) }
    }

    /// Takes in one cell; those behind the last column of the header are left out.
    package mutating func add(_ cell: UnsafeBufferPointer<UInt8>, column: Int, line: Int) {
        if column < columns.count { columns[column].add(cell, line: line) }
    }

    /// Takes in rows copied from a reader.
    mutating func add(_ rows: RowBatch) {
        rows.forEach { row in
            for index in columns.indices { columns[index].add(row[index], line: row.line) }
        }
    }

    package var profiles: [ColumnProfile] { columns.map(\.profile) }

    /// All that is suspected, in the order of the columns.
    ///
    /// `acknowledged` holds, by column, the data officer's reason why a telling name, near-unique values or
    /// a mere likeness are no identifier.
    package func identifiers(acknowledged: [String: String] = [:]) -> [IdentifierInColumn] {
        columns.flatMap { $0.identifiers(acknowledged: acknowledged[$0.name]) }
    }
}
