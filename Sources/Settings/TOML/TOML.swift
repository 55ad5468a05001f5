// SPDX-License-Identifier: Apache-2.0

/// What a text in TOML 1.0 says.
///
/// Dates and times, of which no setting has any, are not among its values.
package enum TOML {
    /// One value; a key that the text does not mention has none, since TOML knows no null.
    package enum Value: Equatable, Sendable {
        case string(String)
        case integer(Int64)
        case float(Double)
        case boolean(Bool)
        case array([Value])
        case table(Table)
    }

    /// Keys and their values, in no order.
    ///
    /// Two tables are equal when their values are, wherever those stand.
    package struct Table: Equatable, Sendable {
        /// A value, and where it was said.
        package struct Entry: Equatable, Sendable {
            /// What the key stands for.
            package let value: Value
            /// The line of its key or header, counted from 1.
            package let line: Int

            package static func == (left: Entry, right: Entry) -> Bool { left.value == right.value }
        }

        /// Every key of this table, those of its tables not among them.
        package let entries: [String: Entry]

        /// What `key` stands for; `nil` when the text does not say.
        package subscript(key: String) -> Value? { entries[key]?.value }
    }

    /// How much a text may hold before it is refused.
    package struct Limits: Sendable {
        /// In bytes.
        package var size: Int
        /// How many arrays and tables may stand in each other; bounded because the parser recurses.
        package var depth: Int

        /// For a file that a person writes: 1 MiB, 32 deep.
        package static let standard = Limits(size: 1 << 20, depth: 32)

        /// Limits other than the usual.
        package init(size: Int, depth: Int) {
            self.size = size
            self.depth = depth
        }
    }

    /// Reads a whole text.
    ///
    /// Refused beyond the grammar: dates and times, numbers that no finite double holds, keys in one table
    /// that are equal but for their Unicode normalisation, dotted keys that add to a table named by a header
    /// below it, and texts over the limits. A byte order mark at the very beginning means nothing.
    package static func table(parsing bytes: [UInt8], limits: Limits = .standard) throws(SyntaxError) -> Table
    {
        var parser = try TOMLParser(TOMLText(bytes, limits: limits), limits: limits)
        return try parser.document()
    }

    /// A key as a text in TOML has it: bare where that is possible, otherwise in quotation marks and
    /// without control characters.
    package static func written(_ key: String) -> String {
        if !key.isEmpty, key.utf8.allSatisfy(TOMLParser.isBare) { return key }
        let escaped = key.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case _ where scalar.properties.generalCategory == .control:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return "\"\(escaped)\""
    }
}
