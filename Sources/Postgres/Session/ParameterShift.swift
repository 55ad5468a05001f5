// SPDX-License-Identifier: Apache-2.0

/// Renumbers the parameters of a piece of SQL that is spliced behind others.
///
/// It reads just enough of PostgreSQL's lexical rules to leave alone a `$1` that is no parameter: in strings,
/// quoted names, comments, dollar-quoted bodies and at the end of a name (`a$1`).
enum ParameterShift {
    static func shifted(_ text: String, by offset: Int) -> String {
        guard offset > 0, text.utf8.contains(UInt8(ascii: "$")) else { return text }
        var scanner = Scanner(text)
        return scanner.shifted(by: offset)
    }
}

private struct Scanner {
    private let input: [UInt8]
    private var output: [UInt8] = []
    private var position = 0

    init(_ text: String) {
        input = Array(text.utf8)
        output.reserveCapacity(input.count + 8)
    }

    mutating func shifted(by offset: Int) -> String {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "'"): string(escapes: false)
            case UInt8(ascii: "\""): quoted(by: byte)
            case UInt8(ascii: "-") where peek(1) == byte: line()
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): comment()
            case UInt8(ascii: "$"): dollar(offset)
            case _ where startsName(byte): name()
            default: copy(1)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private func peek(_ ahead: Int = 0) -> UInt8? {
        position + ahead < input.count ? input[position + ahead] : nil
    }

    private mutating func copy(_ count: Int) {
        let end = min(position + count, input.count)
        output += input[position..<end]
        position = end
    }

    private mutating func quoted(by quote: UInt8) {
        copy(1)
        while let byte = peek() {
            copy(1)
            if byte == quote { return }
        }
    }

    private mutating func string(escapes: Bool) {
        copy(1)
        while let byte = peek() {
            if escapes, byte == UInt8(ascii: "\\") {
                copy(2)
                continue
            }
            copy(1)
            if byte == UInt8(ascii: "'") { return }
        }
    }

    private mutating func line() {
        while let byte = peek(), byte != UInt8(ascii: "\n") { copy(1) }
    }

    private mutating func comment() {
        var depth = 0
        while let byte = peek() {
            if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
                depth += 1
                copy(2)
            } else if byte == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
                depth -= 1
                copy(2)
                if depth == 0 { return }
            } else {
                copy(1)
            }
        }
    }

    private mutating func name() {
        let start = position
        while let byte = peek(), startsName(byte) || isDigit(byte) || byte == UInt8(ascii: "$") { copy(1) }
        let isEscapePrefix = position - start == 1 && input[start] | 0x20 == UInt8(ascii: "e")
        if isEscapePrefix, peek() == UInt8(ascii: "'") { string(escapes: true) }
    }

    private mutating func dollar(_ offset: Int) {
        if let next = peek(1), isDigit(next) {
            copy(1)
            var number = 0
            while let byte = peek(), isDigit(byte), number < 1_000_000 {
                number = number * 10 + Int(byte - UInt8(ascii: "0"))
                position += 1
            }
            output += Array(String(number + offset).utf8)
        } else {
            dollarQuoted()
        }
    }

    private mutating func dollarQuoted() {
        var end = position + 1
        while end < input.count, startsName(input[end]) || isDigit(input[end]) { end += 1 }
        guard end < input.count, input[end] == UInt8(ascii: "$") else { return copy(1) }
        let tag = Array(input[position...end])
        copy(tag.count)
        while position < input.count {
            if input[position...].starts(with: tag) { return copy(tag.count) }
            copy(1)
        }
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private func startsName(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
            || byte >= 0x80
    }
}
