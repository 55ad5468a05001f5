// SPDX-License-Identifier: Apache-2.0
import Tables

/// What a cell of a table of results holds.
enum CellValue: Hashable {
    case empty
    /// Left out on purpose: `*`, `<10`.
    case masked
    case number(Double, isPercent: Bool)
    /// A count and its share in percent: `3 (1.7%)`, `1.7% (3)`.
    case share(Int, percent: Double)
    /// A whole number before another in brackets: `3 (1.7)`, which may be a share or a deviation.
    case bracketed(Int, Double)
    /// `3/180`, `3 of 180`.
    case ratio(Int, of: Int)
    /// `n=4`.
    case counted(Int)
    case text

    init(_ cell: String) {
        var copy = cell
        if let plain = copy.withUTF8({ Self.quick($0) }) {
            self = plain
            return
        }
        var text = Self.plain(cell)
        guard text.contains(where: { !"-\u{2013}\u{2014}.".contains($0) }), !Self.missing.contains(text)
        else {
            self = .empty
            return
        }
        if text.allSatisfy({ $0 == "*" }) || Self.masks.contains(text) || Self.isBelow(text) {
            self = .masked
            return
        }
        for mark in "*_" {
            while text.first == mark { text.removeFirst() }
            while text.last == mark { text.removeLast() }
        }
        var scanner = ValueScanner(text)
        self = Self.read(&scanner)
    }

    /// What a cell of digits holds, or of letters that are no sign of anything; `nil` where more has to be
    /// looked at.
    private static func quick(_ cell: Bytes) -> Self? {
        guard let first = cell.first else { return .empty }
        if Byte.isDigit(first) || first == Byte.dash, let number = number(cell) {
            return .number(number, isPercent: false)
        }
        // Shorter words, and those of so many letters, may stand for what is missing or left out.
        guard cell.count > 4, !masks.contains(where: { $0.utf8.count == cell.count }),
            cell.allSatisfy(Byte.isLetter)
        else { return nil }
        return .text
    }

    /// Digits with a point among them or none, as many as a fraction keeps.
    private static func number(_ cell: Bytes) -> Double? {
        let isNegative = cell[0] == Byte.dash
        var (mantissa, digits, behind, isBehind) = (0, 0, 0, false)
        for byte in cell.dropFirst(isNegative ? 1 : 0) {
            if Byte.isDigit(byte) {
                mantissa = mantissa &* 10 &+ Int(byte &- Byte.zero)
                digits &+= 1
                if isBehind { behind &+= 1 }
            } else if byte == Byte.dot, !isBehind, digits > 0 {
                isBehind = true
            } else {
                return nil
            }
        }
        guard (1...15).contains(digits), !isBehind || behind > 0 else { return nil }
        // Both are exact, and so the quotient is what reading the text gives.
        let value = Double(mantissa) / powers[behind]
        return isNegative ? -value : value
    }

    private static let powers = (0..<16).map { power in (0..<power).reduce(1.0) { value, _ in value * 10 } }

    private static let missing: Set<String> = ["na", "n/a", "nan", "null", "none", "<na>"]
    private static let masks: Set<String> = ["x", "c", "s", "(c)", "suppressed", "masked", "#"]

    /// `<10`, `≤ 5`, `< 10 %`.
    private static func isBelow(_ text: String) -> Bool {
        guard let first = text.first, "<\u{2264}".contains(first) else { return false }
        let rest = text.dropFirst().drop { $0 == " " || $0 == "=" }
        return rest.first?.isNumber == true && rest.allSatisfy { $0.isNumber || ".,% ".contains($0) }
    }

    /// Small letters, plain spaces, without what LaTeX escapes.
    private static func plain(_ cell: String) -> String {
        var text = ""
        for character in cell.lowercased() where !"\\$".contains(character) {
            text.append("\u{A0}\u{202F}\u{2009}".contains(character) ? " " : character)
        }
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }

    private static func read(_ scanner: inout ValueScanner) -> Self {
        if scanner.skip("n") {
            guard scanner.skip("="), let count = scanner.whole() else { return .text }
            guard !scanner.isAtEnd else { return .counted(count) }
            return scanner.bracket().map { $0.isPercent ? .share(count, percent: $0.value) : .text } ?? .text
        }
        guard let value = scanner.number() else { return .text }
        let isPercent = scanner.skip("%")
        if scanner.isAtEnd { return .number(value, isPercent: isPercent) }
        let whole = isPercent ? nil : Int(wholeOf: value)
        if let count = whole, scanner.skip("/") || scanner.skipWord(of: ["of", "out of", "von", "sur", "de"])
        {
            guard let base = scanner.whole() else { return .text }
            return scanner.isAtEnd || scanner.bracket() != nil ? .ratio(count, of: base) : .text
        }
        guard let inner = scanner.bracket() else { return .text }
        if isPercent { return Int(wholeOf: inner.value).map { .share($0, percent: value) } ?? .text }
        guard let count = whole else { return .text }
        return inner.isPercent ? .share(count, percent: inner.value) : .bracketed(count, inner.value)
    }

    /// The number of a cell that holds one and nothing else.
    var number: Double? { if case .number(let value, _) = self { value } else { nil } }

    /// What is counted here if anything is: the whole number of a cell.
    var whole: Int? {
        switch self {
        case .number(let value, isPercent: false): Int(wholeOf: value)
        case .share(let count, _), .bracketed(let count, _), .ratio(let count, _), .counted(let count): count
        default: nil
        }
    }

    /// Whether the cell says itself that its number is a count.
    var saysCount: Bool {
        switch self {
        case .share, .counted: true
        default: false
        }
    }

    var isUnknown: Bool { self == .empty || self == .masked }
}

extension Int {
    /// A number that counts: neither negative nor broken.
    init?(wholeOf value: Double) {
        guard value >= 0, value == value.rounded(), value < 1e15 else { return nil }
        self = Int(value)
    }
}

/// Steps through the text of a cell.
private struct ValueScanner {
    private var rest: Substring

    init(_ text: String) { rest = text[...] }

    var isAtEnd: Bool { rest.isEmpty }

    private mutating func blank() { rest = rest.drop { $0 == " " } }

    mutating func skip(_ mark: Character) -> Bool {
        guard rest.first == mark else { return false }
        rest.removeFirst()
        blank()
        return true
    }

    mutating func skipWord(of words: [String]) -> Bool {
        for word in words where rest.hasPrefix(word + " ") {
            rest = rest.dropFirst(word.count)
            blank()
            return true
        }
        return false
    }

    /// A number as tables have them: a sign, groups of thousands, a decimal point or comma.
    mutating func number() -> Double? {
        var end = rest.startIndex
        while end < rest.endIndex, rest[end].isASCII, rest[end].isNumber || "+-.,e'".contains(rest[end]) {
            if rest[end] == "e", end == rest.startIndex { break }
            end = rest.index(after: end)
        }
        // `1 204` has a thin space, which is a space by now.
        let value = NumberText.value(rest[..<end])
        guard value != nil else { return nil }
        rest = rest[end...]
        blank()
        return value
    }

    mutating func whole() -> Int? { number().flatMap(Int.init(wholeOf:)) }

    /// `(1.7%)` or `[3]` with nothing behind; in it a number, or `n=3`.
    mutating func bracket() -> (value: Double, isPercent: Bool)? {
        guard skip("(") || skip("[") else { return nil }
        if rest.first == "n", skip("n"), !skip("=") { return nil }
        guard let value = number() else { return nil }
        let isPercent = skip("%")
        guard skip(")") || skip("]"), isAtEnd else { return nil }
        return (value, isPercent)
    }
}

/// Numbers with points, commas and groups.
enum NumberText {
    static func value(_ text: Substring) -> Double? {
        guard text.last?.isNumber == true || text.last == "." else { return nil }
        if let value = Double(text) { return value.isFinite ? value : nil }
        let text = text.filter { $0 != "'" }
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        guard groups.count > 1 else { return Double(text) }
        if groups.count == 2, groups[1].count != 3, !text.contains(".") {
            return Double(groups.joined(separator: "."))
        }
        if text.contains("."), let comma = text.lastIndex(of: ","), let point = text.lastIndex(of: "."),
            comma > point
        {
            return groups.count == 2 ? Double(text.filter { $0 != "." }.replacingComma) : nil
        }
        guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.prefix(3).count == 3 })
        else {
            return nil
        }
        return Double(groups.joined())
    }
}

extension String {
    fileprivate var replacingComma: String { String(map { $0 == "," ? "." : $0 }) }
}
