// SPDX-License-Identifier: Apache-2.0

/// How a table is written: what parts its cells, and how its letters, numbers and dates are meant.
///
/// Said by a person or found, then kept with the file and used by whatever reads it. Cells are quoted by `"`.
package struct Dialect: Hashable, Sendable {
    package enum Encoding: String, CaseIterable, Sendable {
        case utf8 = "utf-8"
        case utf16le = "utf-16le"
        case utf16be = "utf-16be"
        case utf32le = "utf-32le"
        case utf32be = "utf-32be"
        case windows1252 = "windows-1252"
        case gb18030 = "gb18030"
    }

    package enum Delimiter: String, CaseIterable, Sendable {
        case comma, semicolon, tab, bar
        /// One column: no delimiter stands outside quotes.
        case oneColumn = "none"

        /// Those that part cells.
        package static let parting: [Self] = [.comma, .semicolon, .tab, .bar]

        /// The byte that parts cells; a single column is parted by a comma that never comes.
        package var byte: UInt8 {
            switch self {
            case .comma, .oneColumn: Byte.comma
            case .semicolon: Byte.semicolon
            case .tab: Byte.tab
            case .bar: Byte.pipe
            }
        }
    }

    package enum Decimal: String, CaseIterable, Sendable {
        case point, comma
    }

    package enum Thousands: String, CaseIterable, Sendable {
        case unmarked = "none"
        case point, comma, space, apostrophe
    }

    package enum Dates: String, CaseIterable, Sendable {
        /// Year, month, day, as ISO 8601 writes them; understood in every dialect.
        case iso
        /// Day, month, year.
        case dmy
        /// Month, day, year.
        case mdy
    }

    package var encoding: Encoding
    package var delimiter: Delimiter
    package var decimal: Decimal
    package var thousands: Thousands
    package var dates: Dates
    /// Lines above the header: titles, comments, blank ones.
    package var skipLines: Int
    /// The first column has no name in the header, as row names written by pandas and R have none.
    package var hasIndexColumn: Bool

    package init(
        encoding: Encoding = .utf8,
        delimiter: Delimiter = .comma,
        decimal: Decimal = .point,
        thousands: Thousands = .unmarked,
        dates: Dates = .iso,
        skipLines: Int = 0,
        hasIndexColumn: Bool = false
    ) {
        self.encoding = encoding
        self.delimiter = delimiter
        self.decimal = decimal
        self.thousands = thousands
        self.dates = dates
        self.skipLines = skipLines
        self.hasIndexColumn = hasIndexColumn
    }
}

extension Dialect: CustomStringConvertible {
    /// In words: "separated by semicolons, UTF-8, decimal comma".
    package var description: String {
        var words = [delimiter.phrase, encoding.name]
        if decimal == .comma { words.append("decimal comma") }
        if thousands != .unmarked { words.append("thousands by \(thousands.rawValue)") }
        if dates != .iso { words.append(dates == .dmy ? "day before month" : "month before day") }
        if skipLines > 0 { words.append("header in line \(skipLines + 1)") }
        if hasIndexColumn { words.append("unnamed index column") }
        return words.joined(separator: ", ")
    }
}

extension Dialect.Delimiter {
    var plural: String {
        switch self {
        case .comma: "commas"
        case .semicolon: "semicolons"
        case .tab: "tabs"
        case .bar: "bars"
        case .oneColumn: "nothing"
        }
    }

    var phrase: String { self == .oneColumn ? "one column" : "separated by \(plural)" }
}

extension Dialect.Encoding {
    /// As people write it.
    package var name: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16le, .utf16be: "UTF-16"
        case .utf32le, .utf32be: "UTF-32"
        case .windows1252: "Windows-1252"
        case .gb18030: "GB 18030"
        }
    }
}
