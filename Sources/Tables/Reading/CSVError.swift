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
    /// The header has more columns than a table may have.
    case tooManyColumns(line: Int, count: Int)
    case nul(line: Int)
    /// Not text in the encoding that was said or found.
    case undecodable(line: Int, Dialect.Encoding)
    /// A table of one column has a delimiter outside quotes.
    case delimiterInOneColumn(line: Int)
    /// The column that was said to be an unnamed index has a name.
    case namedIndexColumn(name: String)
    /// It is not clear how the table is written.
    case dialect(DialectFault)
}

extension CSVError {
    /// The line at fault, from 1, where there is one.
    package var line: Int? {
        switch self {
        case .emptyFile: nil
        case .unnamedColumn, .duplicateColumn, .namedIndexColumn: 1
        case .dialect(let fault): fault.line
        case .raggedRow(let line, _, _), .unterminatedQuote(let line), .strayQuote(let line),
            .strayCarriageReturn(let line), .invalidUTF8(let line, _), .rowTooLong(let line, _),
            .nul(let line), .tooManyColumns(let line, _),
            .undecodable(let line, _), .delimiterInOneColumn(let line):
            line
        }
    }

    /// What a person may say of the table so that it can be read: a member of the dialect, and its values.
    package var remedy: (member: String, values: [String])? {
        switch self {
        case .dialect(let fault): fault.remedy
        case .unnamedColumn(position: 1): ("has_index_column", ["true"])
        case .namedIndexColumn: ("has_index_column", ["false"])
        case .invalidUTF8, .undecodable:
            ("encoding", [Dialect.Encoding.windows1252.rawValue, Dialect.Encoding.gb18030.rawValue])
        default: nil
        }
    }
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
        case .nul(let line): "line \(line) has a NUL, at which other readers end the cell"
        case .undecodable(let line, let encoding): "line \(line) is not \(encoding.name)"
        case .delimiterInOneColumn(let line):
            "line \(line) has a delimiter in a table of one column; quote the cell"
        case .namedIndexColumn(let name): "the first column has a name, “\(name)”: it is no unnamed index"
        case .dialect(let fault): "\(fault)"
        case .tooManyColumns(_, let count):
            "the header has \(count) columns; a table has at most \(CSVReader.mostColumns)"
        case .rowTooLong(let line, let limit): "the row at line \(line) is longer than \(limit) bytes"
        }
    }
}
