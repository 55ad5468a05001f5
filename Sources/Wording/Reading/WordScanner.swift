// SPDX-License-Identifier: Apache-2.0

/// Makes words of a text.
///
/// A word is a run of letters, a group of at most three digits (``NumberGroups``), or one character of a
/// script without blanks. Case, accents, marks of format, markup and punctuation make no difference; an
/// apostrophe, and a hyphen at the end of a line, join what is beside them.
package struct WordScanner {
    private var units: UnitReader
    private let key: WordKey
    private var ahead: [Unit] = []
    private var used = 0
    private var isAfterBlank = true
    private var word: [UInt8] = []
    private var marks: [Unicode.Scalar] = []
    private var numbers = NumberGroups()

    /// Reads bytes that outlive the scanner.
    package init(_ text: UnsafeRawBufferPointer, _ reading: Words.Reading, key: WordKey) {
        units = UnitReader(text, reading)
        self.key = key
        word.reserveCapacity(64)
    }

    /// Whether markup was left out that may have words, up to here.
    package var hasHidden: Bool { units.hasHidden }

    /// Appends words until there are `limit` of them or a few more; `false` at the text's end.
    package mutating func read(into words: inout Words, upTo limit: Int) -> Bool {
        while words.count < limit {
            let wasAfterBlank = isAfterBlank
            let unit = take()
            switch unit.kind {
            case .end: return false
            case .letter: letters(unit, &words)
            case .ideograph: ideograph(unit, &words)
            case .digit: number(unit, isFraction: false, &words)
            case .point where unit.scalar == 0x2E && wasAfterBlank && peek(0).kind == .digit:
                number(unit, isFraction: true, &words)
            case .mark, .point, .apostrophe, .sign, .lineEnd, .separator: break
            }
        }
        return true
    }

    private mutating func take() -> Unit {
        let unit: Unit
        if used < ahead.count {
            unit = ahead[used]
            used += 1
            if used == ahead.count {
                ahead.removeAll(keepingCapacity: true)
                used = 0
            }
        } else {
            unit = units.next()
        }
        isAfterBlank = unit.kind == .separator || unit.kind == .lineEnd
        return unit
    }

    private mutating func peek(_ distance: Int) -> Unit {
        while ahead.count - used <= distance { ahead.append(units.next()) }
        return ahead[used + distance]
    }

    private mutating func letters(_ first: Unit, _ words: inout Words) {
        var end = first.end
        word.removeAll(keepingCapacity: true)
        append(first.scalar)
        while true {
            if used == ahead.count {
                let before = units.index
                units.takeLetters(into: &word)
                if units.index > before { end = units.index }
            }
            let next = peek(0)
            switch next.kind {
            case .letter:
                flushMarks()
                append(next.scalar)
            case .mark:
                if let scalar = Unicode.Scalar(next.scalar) { marks.append(scalar) }
            case .apostrophe where peek(1).kind == .letter: break
            case .sign where next.scalar == 0x2D && isBrokenWord():
                while peek(1).kind != .letter { _ = take() }
            default:
                finish(first.start, end, &words)
                return
            }
            end = take().end
        }
    }

    /// Whether a hyphen, the next unit, ends a line of which the word goes on in the next one.
    private mutating func isBrokenWord() -> Bool {
        guard peek(1).kind == .lineEnd else { return false }
        var distance = 2
        while distance < 12, peek(distance).kind == .separator, peek(distance).scalar == 0x20 {
            distance += 1
        }
        return peek(distance).kind == .letter
    }

    private mutating func ideograph(_ first: Unit, _ words: inout Words) {
        var end = first.end
        word.removeAll(keepingCapacity: true)
        append(first.scalar)
        while peek(0).kind == .mark {
            let mark = take()
            if let scalar = Unicode.Scalar(mark.scalar) { marks.append(scalar) }
            end = mark.end
        }
        finish(first.start, end, &words)
    }

    private mutating func number(_ first: Unit, isFraction: Bool, _ words: inout Words) {
        var end = first.end
        numbers.begin(isFraction ? nil : UInt8(truncatingIfNeeded: first.scalar))
        while true {
            let next = peek(0)
            if next.kind == .digit {
                numbers.append(digit: UInt8(truncatingIfNeeded: next.scalar))
            } else if next.kind == .point || next.kind == .apostrophe, peek(1).kind == .digit {
                numbers.append(mark: UInt8(truncatingIfNeeded: next.scalar))
            } else {
                break
            }
            end = take().end
        }
        if let (exponent, length) = exponent() {
            numbers.shift(by: exponent)
            for _ in 0..<length { end = take().end }
        }
        numbers.forEach { digits in
            digits.withUnsafeBufferPointer { words.append(key.hash($0), first.start, end) }
        }
    }

    /// What stands behind a number's digits as `e3`, `E+3` or `e-12`, and how many units it has.
    private mutating func exponent() -> (Int, Int)? {
        guard peek(0).kind == .letter, peek(0).scalar == 0x65 else { return nil }
        var place = 1
        let isNegative = peek(1).kind == .sign && peek(1).scalar == 0x2D
        if peek(1).kind == .sign { place = 2 }
        var value = 0
        var digits = 0
        while digits < 3, peek(place).kind == .digit {
            value = value * 10 + Int(peek(place).scalar) - 0x30
            digits += 1
            place += 1
        }
        guard digits > 0, value <= NumberGroups.largestExponent, peek(place).kind != .letter,
            peek(place).kind != .digit
        else { return nil }
        return (isNegative ? -value : value, place)
    }

    private mutating func append(_ scalar: UInt32) {
        if scalar < 0x80 {
            word.append(UInt8(truncatingIfNeeded: scalar))
        } else if let scalar = Unicode.Scalar(scalar) {
            word += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
        }
    }

    /// Marks of one letter in their canonical order.
    private mutating func flushMarks() {
        guard !marks.isEmpty else { return }
        if marks.count > 1 {
            // By the class, and the order they had within one: sorting is stable.
            marks.sort { $0.properties.canonicalCombiningClass < $1.properties.canonicalCombiningClass }
        }
        for mark in marks { append(mark.value) }
        marks.removeAll(keepingCapacity: true)
    }

    private mutating func finish(_ start: Int, _ end: Int, _ words: inout Words) {
        flushMarks()
        word.withUnsafeBufferPointer { words.append(key.hash($0), start, end) }
    }
}
