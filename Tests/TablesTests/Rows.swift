// SPDX-License-Identifier: Apache-2.0
import Tables

/// All rows of a table as strings, the header first.
func rows(
    _ source: any ByteSource,
    dialect: Dialect = Dialect(),
    naming: CSVReader.Naming = .strict
) throws -> [[String]] {
    var reader = try CSVReader(source, dialect: dialect, naming: naming)
    var rows = [reader.header]
    while try reader.next() {
        rows.append((0..<reader.count).map { String(decoding: reader[$0], as: UTF8.self) })
    }
    return rows
}

/// A cell, quoted when it must be.
func quoted(_ cell: String, by delimiter: Dialect.Delimiter = .comma) -> String {
    let mustQuote = cell.utf8.contains { [0x22, delimiter.byte, 0x0A, 0x0D].contains($0) }
    return mustQuote ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
}
