// SPDX-License-Identifier: Apache-2.0

extension Dialect {
    /// The number that a cell holds as this dialect writes it; `nil` for no number, or one that is not
    /// finite.
    package func number(in cell: Bytes) -> Double? { plain(cell).flatMap(Self.finite) }

    /// The same of a text.
    package func number(_ text: String) -> Double? { plain(text).flatMap(Self.finite) }

    /// The number that a cell holds, written plainly: with a point, without blanks and marks between
    /// thousands.
    package func plain(_ cell: Bytes) -> String? {
        let cell = cell.trimmed
        if isPlain { return NumberShape.matches(cell) ? String(decoding: cell, as: UTF8.self) : nil }
        guard var text = ungrouped(String(decoding: cell, as: UTF8.self)) else { return nil }
        let isNumber = text.withUTF8 {
            NumberShape.matches($0, point: decimal == .comma ? Byte.comma : Byte.dot)
        }
        guard isNumber else { return nil }
        return decimal == .comma ? String(text.map { $0 == "," ? "." : $0 }) : text
    }

    /// The same of a text.
    package func plain(_ text: String) -> String? {
        var text = text
        return text.withUTF8 { plain($0) }
    }

    /// A number's text, written plainly with a point, as this dialect writes it.
    package func written(_ plain: String) -> String {
        decimal == .comma ? String(plain.map { $0 == "." ? "," : $0 }) : plain
    }

    private var isPlain: Bool { decimal == .point && thousands == .unmarked }

    private static func finite(_ text: String) -> Double? {
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// Without the marks between thousands; `nil` where they do not part groups of three.
    private func ungrouped(_ text: String) -> String? {
        let marks = thousands.marks
        guard text.contains(where: marks.contains) else { return text }
        let point: Character = decimal == .comma ? "," : "."
        let isSigned = text.first == "-" || text.first == "+"
        let sign = isSigned ? text.prefix(1) : ""
        let digits = text.dropFirst(isSigned ? 1 : 0)
        let whole = digits.prefix { $0 != point }
        let groups = whole.split(omittingEmptySubsequences: false, whereSeparator: marks.contains)
        guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }) else {
            return nil
        }
        return sign + groups.joined() + digits.dropFirst(whole.count)
    }
}

extension Dialect.Thousands {
    fileprivate var marks: Set<Character> {
        switch self {
        case .unmarked: []
        case .point: ["."]
        case .comma: [","]
        case .space: [" ", "\u{A0}", "\u{202F}"]
        case .apostrophe: ["'", "\u{2019}"]
        }
    }
}
