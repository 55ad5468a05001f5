// SPDX-License-Identifier: Apache-2.0

extension TOMLParser {
    /// The string whose opening quotation mark is at the current place.
    mutating func basicString() throws(TOML.SyntaxError) -> String {
        let start = index
        index += 1
        var value: [UInt8] = []
        while let byte, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
            if take("\"") { return String(decoding: value, as: UTF8.self) }
            if byte == UInt8(ascii: "\\") {
                try escape(into: &value)
            } else {
                value.append(byte)
                index += 1
            }
        }
        throw failure(.unclosedString, at: start)
    }

    mutating func literalString() throws(TOML.SyntaxError) -> String {
        let start = index
        index += 1
        while let byte, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
            index += 1
            if byte == UInt8(ascii: "'") {
                return String(decoding: text.bytes[start + 1..<index - 1], as: UTF8.self)
            }
        }
        throw failure(.unclosedString, at: start)
    }

    mutating func multilineBasicString() throws(TOML.SyntaxError) -> String {
        try multilineString(UInt8(ascii: "\"")) { (parser, value) throws(TOML.SyntaxError) in
            guard parser.byte == UInt8(ascii: "\\") else { return false }
            if !parser.takeContinuation() { try parser.escape(into: &value) }
            return true
        }
    }

    mutating func multilineLiteralString() throws(TOML.SyntaxError) -> String {
        try multilineString(UInt8(ascii: "'")) { (_, _) throws(TOML.SyntaxError) in false }
    }

    /// The string in three of `quote`, of which one or two may stand in it, before its end too;
    /// line ends become line feeds.
    ///
    /// `special` takes what is more than a byte that stands for itself, and says whether it did.
    private mutating func multilineString(
        _ quote: UInt8,
        _ special: (inout TOMLParser, inout [UInt8]) throws(TOML.SyntaxError) -> Bool
    ) throws(TOML.SyntaxError) -> String {
        let start = index
        index += 3
        _ = takeLineEnd()
        var value: [UInt8] = []
        while let byte {
            if byte == quote {
                // The end is the last three of up to five.
                let count = text.bytes[index...].prefix(5).prefix { $0 == quote }.count
                index += count
                value.append(contentsOf: repeatElement(quote, count: count < 3 ? count : count - 3))
                if count >= 3 { return String(decoding: value, as: UTF8.self) }
            } else if takeLineEnd() {
                value.append(UInt8(ascii: "\n"))
            } else if try !special(&self, &value) {
                value.append(byte)
                index += 1
            }
        }
        throw failure(.unclosedString, at: start)
    }

    /// Passes over a backslash at a line's end and all blanks and line ends behind it.
    private mutating func takeContinuation() -> Bool {
        let start = index
        index += 1
        skipBlanks()
        guard takeLineEnd() else {
            index = start
            return false
        }
        repeat { skipBlanks() } while takeLineEnd()
        return true
    }

    private mutating func escape(into value: inout [UInt8]) throws(TOML.SyntaxError) {
        let start = index
        index += 1
        guard let byte else { throw failure(.escape, at: start) }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): value.append(byte)
        case UInt8(ascii: "b"): value.append(0x08)
        case UInt8(ascii: "t"): value.append(0x09)
        case UInt8(ascii: "n"): value.append(0x0A)
        case UInt8(ascii: "f"): value.append(0x0C)
        case UInt8(ascii: "r"): value.append(0x0D)
        case UInt8(ascii: "u"): value.append(contentsOf: try scalar(digits: 4, from: start).utf8)
        case UInt8(ascii: "U"): value.append(contentsOf: try scalar(digits: 8, from: start).utf8)
        default: throw failure(.escape, at: start)
        }
    }

    private mutating func scalar(digits count: Int, from start: Int) throws(TOML.SyntaxError) -> String {
        let digits = text.bytes[index...].prefix(count)
        guard digits.count == count, !digits.contains(UInt8(ascii: "+")), !digits.contains(UInt8(ascii: "-")),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(value)
        else { throw failure(.escape, at: start) }
        index += count
        return String(Character(scalar))
    }
}
