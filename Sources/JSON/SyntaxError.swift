// SPDX-License-Identifier: Apache-2.0

extension JSON {
    /// Why bytes are not one strict JSON text, and where.
    package struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
        package enum Kind: String, Sendable {
            /// The text ends inside a value.
            case unexpectedEnd = "unexpected end"
            /// A byte that no JSON text has at this place.
            case unexpectedByte = "unexpected byte"
            /// A number outside the grammar, not finite as a double, or longer than any sensible one.
            case number = "invalid number"
            /// An escape that JSON does not know, a lone surrogate among them.
            case escape = "invalid escape"
            /// A raw control character, or U+0000 even when escaped.
            case controlCharacter = "control character in a string"
            case encoding = "invalid UTF-8"
            case duplicateKey = "duplicate key"
            case tooDeep = "nested too deeply"
            case tooManyValues = "too many values"
            case trailingBytes = "bytes after the value"
        }

        package let kind: Kind
        /// The offset of the offending byte; for an encoding error, of the string's opening quote.
        package let offset: Int

        package var description: String { "\(kind.rawValue) at byte \(offset)" }
    }

    /// How much a text may hold before the parser refuses it.
    package struct Limits: Sendable {
        package var depth: Int
        package var values: Int

        /// For anything that came over a network or from a person.
        package static let standard = Limits(depth: 32, values: 10_000)
        /// For large files of our own making.
        ///
        /// Depth stays bounded because the parser recurses.
        package static let trusted = Limits(depth: 256, values: .max)

        package init(depth: Int, values: Int) {
            self.depth = depth
            self.values = values
        }
    }
}
