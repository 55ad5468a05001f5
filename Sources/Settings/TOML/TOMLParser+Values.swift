// SPDX-License-Identifier: Apache-2.0

extension TOMLParser {
    mutating func value() throws(TOML.SyntaxError) -> TOML.Value {
        switch byte {
        case UInt8(ascii: "\""):
            return .string(try isNext("\"\"\"") ? multilineBasicString() : basicString())
        case UInt8(ascii: "'"):
            return .string(try isNext("'''") ? multilineLiteralString() : literalString())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "{"): return .table(try inlineTable())
        default: return try word()
        }
    }

    private mutating func array() throws(TOML.SyntaxError) -> [TOML.Value] {
        try descend()
        index += 1
        var elements: [TOML.Value] = []
        while true {
            skipBlanksAndLines()
            if take("]") { break }
            elements.append(try value())
            skipBlanksAndLines()
            if take(",") { continue }
            guard take("]") else { throw failure(.arrayEndExpected) }
            break
        }
        depth -= 1
        return elements
    }

    /// A table in braces, which nothing can be added to afterwards; it has no line ends
    /// but those within its values.
    private mutating func inlineTable() throws(TOML.SyntaxError) -> TOML.Table {
        try descend()
        let table = TableDraft(.header, line: text.line(at: index))
        index += 1
        skipBlanks()
        if !take("}") {
            repeat {
                try assignment(in: table)
                skipBlanks()
            } while take(",")
            guard take("}") else { throw failure(.inlineTableEndExpected) }
        }
        depth -= 1
        return table.table
    }

    /// A boolean or a number.
    private mutating func word() throws(TOML.SyntaxError) -> TOML.Value {
        let start = index
        while let byte, Self.isBare(byte) || "+.:".utf8.contains(byte) { index += 1 }
        let word = text.bytes[start..<index]
        switch String(decoding: word, as: UTF8.self) {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "inf", "+inf": return .float(.infinity)
        case "-inf": return .float(-.infinity)
        case "nan", "+nan", "-nan": return .float(.nan)
        default: break
        }
        guard let first = word.first, "+-.0123456789".utf8.contains(first) else {
            throw failure(.valueExpected, at: start)
        }
        return try number(word)
    }
}
