// SPDX-License-Identifier: Apache-2.0

extension TOML {
    /// Why a text is not TOML, or more of it than is read here, and where; keys are named, values never.
    package struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong.
        package enum Kind: Hashable, Sendable {
            case tooLarge
            case tooDeep
            case encoding
            case controlCharacter
            case keyExpected
            case equalsExpected
            case valueExpected
            case lineEndExpected
            case headerEndExpected
            case arrayEndExpected
            case inlineTableEndExpected
            case unclosedString
            case escape
            case number
            case numberRange
            case dateOrTime
            /// The key or table was there before, on that line.
            case duplicate(String, line: Int)
            /// Nothing can be added to it any more since that line.
            case closed(String, line: Int)
        }

        /// What is wrong.
        package let kind: Kind
        /// Counted from 1.
        package let line: Int
        /// Counted from 1, in Unicode scalars.
        package let column: Int

        package var description: String { "line \(line), column \(column): \(kind)" }
    }
}

extension TOML.SyntaxError.Kind: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge: "the text is too large"
        case .tooDeep: "too many tables or arrays stand in each other"
        case .encoding: "this is not UTF-8"
        case .controlCharacter: "a control character; in a string, write its escape"
        case .keyExpected: "a key was expected"
        case .equalsExpected: "an equals sign was expected after the key"
        case .valueExpected: "a value was expected; text stands in quotation marks"
        case .lineEndExpected: "the end of the line was expected"
        case .headerEndExpected: "the closing bracket of the header was expected"
        case .arrayEndExpected: "a comma or the closing bracket of the array was expected"
        case .inlineTableEndExpected:
            "a comma or the closing brace of the table was expected, on the same line"
        case .unclosedString: "the string has no end"
        case .escape: "there is no such escape; a literal string ('…') has none"
        case .number: "this is not how a number is written"
        case .numberRange: "the number is too large"
        case .dateOrTime: "dates and times have no use here; a string can hold one"
        case .duplicate(let name, let line): "\(name) is there already, on line \(line)"
        case .closed(let name, let line):
            "nothing can be added to \(name), which is complete since line \(line)"
        }
    }
}
