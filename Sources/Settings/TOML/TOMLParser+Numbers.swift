// SPDX-License-Identifier: Apache-2.0

extension TOMLParser {
    /// The integer or float that `word`, which is not empty, is.
    func number(_ word: ArraySlice<UInt8>) throws(TOML.SyntaxError) -> TOML.Value {
        for (mark, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where word.starts(with: mark.utf8) {
            guard let digits = Self.digits(word.dropFirst(2), radix: radix) else {
                throw failure(.number, at: word.startIndex)
            }
            return .integer(try integer(digits, radix: radix, at: word.startIndex))
        }
        guard !Self.isDateOrTime(word) else { throw failure(.dateOrTime, at: word.startIndex) }
        let (sign, unsigned) = Self.sign(word)
        let end = unsigned.firstIndex { !Self.isDigit($0) && $0 != UInt8(ascii: "_") } ?? unsigned.endIndex
        guard let whole = Self.digits(unsigned[..<end]), whole.count == 1 || !whole.hasPrefix("0") else {
            throw failure(.number, at: word.startIndex)
        }
        if end == word.endIndex {
            return .integer(try integer(sign + whole, radix: 10, at: word.startIndex))
        }
        guard let rest = Self.fraction(unsigned[end...]), let float = Double(sign + whole + rest) else {
            throw failure(.number, at: word.startIndex)
        }
        guard float.isFinite else { throw failure(.numberRange, at: word.startIndex) }
        return .float(float)
    }

    private func integer(_ digits: String, radix: Int, at start: Int) throws(TOML.SyntaxError) -> Int64 {
        guard let integer = Int64(digits, radix: radix) else { throw failure(.numberRange, at: start) }
        return integer
    }

    /// What may stand behind the whole part of a float, without underscores: `.5`, `e6` or
    /// `.5e-06`; `nil` for all else.
    private static func fraction(_ text: ArraySlice<UInt8>) -> String? {
        let mark = text.firstIndex { $0 | 0x20 == UInt8(ascii: "e") } ?? text.endIndex
        var written = ""
        if text.first == UInt8(ascii: ".") {
            guard let digits = digits(text[..<mark].dropFirst()) else { return nil }
            written = "." + digits
        } else if mark != text.startIndex {
            return nil
        }
        guard mark < text.endIndex else { return written }
        let (sign, unsigned) = sign(text[mark...].dropFirst())
        guard let digits = digits(unsigned) else { return nil }
        return written + "e" + sign + digits
    }

    private static func sign(_ text: ArraySlice<UInt8>) -> (sign: String, rest: ArraySlice<UInt8>) {
        switch text.first {
        case UInt8(ascii: "-"): ("-", text.dropFirst())
        case UInt8(ascii: "+"): ("", text.dropFirst())
        default: ("", text)
        }
    }

    /// The digits without the underscores, each of which stands between two digits; `nil`
    /// when there is anything else.
    private static func digits(_ text: ArraySlice<UInt8>, radix: Int = 10) -> String? {
        let parts = text.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { isDigit($0, radix: radix) } }) else {
            return nil
        }
        return String(decoding: parts.joined(), as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8, radix: Int = 10) -> Bool {
        Character(Unicode.Scalar(byte)).hexDigitValue.map { $0 < radix } ?? false
    }

    /// Whether it begins as a date (`1979-`) or as a time (`07:`) does.
    private static func isDateOrTime(_ word: ArraySlice<UInt8>) -> Bool {
        let digits = word.prefix { isDigit($0) }
        let next = word[digits.endIndex...].first
        return digits.count == 4 && next == UInt8(ascii: "-")
            || digits.count == 2 && next == UInt8(ascii: ":")
    }
}
