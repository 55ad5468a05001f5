// SPDX-License-Identifier: Apache-2.0

/// Why a table could not be read.
///
/// Lines are counted from 1, as an editor counts them; the header is line 1.
package enum CSVError: Error, Hashable, Sendable {
    case emptyFile
    case unnamedColumn(position: Int)
    case duplicateColumn(name: String)
    /// A row with more or fewer cells than the header.
    case raggedRow(line: Int, cells: Int, expected: Int)
    /// The quote opened in this line is never closed.
    case unterminatedQuote(line: Int)
    /// A quote inside an unquoted cell, or text after a closing quote: readers would disagree about the cell.
    case strayQuote(line: Int)
    /// A carriage return outside quotes that no line feed follows.
    case strayCarriageReturn(line: Int)
    /// `byte` is the position in its line, from 1.
    case invalidUTF8(line: Int, byte: Int)
    case rowTooLong(line: Int, limit: Int)
}

extension CSVError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .emptyFile: "the file is empty; a header line is required"
        case .unnamedColumn(let position): "column \(position) has no name in the header"
        case .duplicateColumn(let name): "the header names the column “\(name)” twice"
        case .raggedRow(let line, let cells, let expected):
            "line \(line) has \(cells) cells where the header has \(expected)"
        case .unterminatedQuote(let line): "the quote opened in line \(line) is never closed"
        case .strayQuote(let line):
            "line \(line) has a quote inside a cell; quote the cell and double the quote"
        case .strayCarriageReturn(let line): "line \(line) has a carriage return that ends no line"
        case .invalidUTF8(let line, let byte): "line \(line) is not UTF-8 at byte \(byte)"
        case .rowTooLong(let line, let limit): "the row at line \(line) is longer than \(limit) bytes"
        }
    }
}
