// SPDX-License-Identifier: Apache-2.0

/// Why it is not clear how a table is written; each names its way out, if there is one.
package enum DialectFault: Hashable, Sendable {
    /// The first bytes are those of another kind of file.
    case otherKind(FileKind)
    /// Several delimiters cut every line alike.
    case ambiguous([Dialect.Delimiter])
    /// Another delimiter than the one asked for cuts every line alike.
    case looksSeparated(by: Dialect.Delimiter)
    /// No delimiter cuts every line alike, and there are some.
    case uneven
    /// Words stand below each other, parted by spaces.
    case alignedBySpaces
    /// Not UTF-8 at that byte of the line; in these encodings it would be text.
    case encoding(line: Int, byte: Int, decodings: [Dialect.Encoding])
    /// Numbers stand where the names of the columns should.
    case noNames(line: Int, Dialect.Delimiter)
    /// What stands above the first even line may be a title, or the name of an only column.
    case title(lines: Int)
    /// Lines end in carriage returns alone.
    case carriageReturns
    /// Tabs part the cells, and backslashes stand where CSV has quotes.
    case escaped
}

extension DialectFault {
    /// The line at fault, from 1, where there is one.
    var line: Int? {
        switch self {
        case .encoding(let line, _, _), .noNames(let line, _): line
        case .title(let lines): lines + 1
        case .otherKind, .ambiguous, .looksSeparated, .uneven, .alignedBySpaces, .carriageReturns, .escaped:
            nil
        }
    }

    /// What a person has to say so that the table can be read: a member of the dialect, and its possible
    /// values.
    package var remedy: (member: String, values: [String])? {
        switch self {
        case .otherKind, .alignedBySpaces, .carriageReturns, .escaped: nil
        case .ambiguous(let delimiters): ("delimiter", delimiters.map(\.rawValue))
        case .looksSeparated(let delimiter), .noNames(_, let delimiter):
            ("delimiter", [delimiter.rawValue])
        case .uneven: ("delimiter", Dialect.Delimiter.parting.map(\.rawValue))
        case .encoding(_, _, let decodings):
            decodings.isEmpty ? nil : ("encoding", decodings.map(\.rawValue))
        case .title(let lines): ("skip_lines", ["\(lines)"])
        }
    }
}

extension DialectFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .otherKind(let kind): "the file is \(kind.phrase); save the table as CSV in UTF-8"
        case .ambiguous(let delimiters):
            "\(delimiters.map(\.plural).joined(separator: " and ")) cut every line alike"
        case .looksSeparated(let delimiter): "the table looks separated by \(delimiter.plural)"
        case .uneven:
            "no delimiter cuts every line into as many cells; if it is one column, quote its cells"
        case .alignedBySpaces:
            "the columns look aligned by spaces; save the table as CSV in UTF-8"
        case .encoding(let line, let byte, let decodings):
            "line \(line) is not UTF-8 at byte \(byte)"
                + (decodings.isEmpty
                    ? "" : "; it would be text in \(decodings.map(\.name).joined(separator: " or in "))")
        case .noNames(let line, let delimiter):
            "\(delimiter.phrase), line \(line) holds numbers where the names of the columns should be"
        case .title(let lines):
            "line \(lines + 1) may be the header below a title, or the file one column with cells that are not quoted"
        case .carriageReturns:
            "the lines end in carriage returns alone, as old programs write them; save the table with line feeds"
        case .escaped:
            "the file looks like PostgreSQL's text format, which quotes nothing and writes \\N and \\n; "
                + "export the table as CSV, with psql: \\copy … TO … (FORMAT csv, HEADER)"
        }
    }
}
