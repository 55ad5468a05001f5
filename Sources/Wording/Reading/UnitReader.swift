// SPDX-License-Identifier: Apache-2.0

/// Reads a text character by character, without what is not said by it: markup, marks of format, NULs
/// (so that UTF-16 and UTF-32 of Latin letters read as themselves).
///
/// What begins with the mark of UTF-16 is read as that in every script; what else is not UTF-8, as Latin-1.
/// The bytes outlive the reader.
struct UnitReader {
    let text: UnsafeBufferPointer<UInt8>
    let isRendered: Bool
    /// Which byte comes first in a text of UTF-16; `nil` for all others.
    private let order: WideText.Order?
    var index = 0
    /// Whether something was left out that may have words.
    var hasHidden = false
    /// Where the next comment ends that was looked for; the text's end when there is none.
    var commentEnd = 0
    private var folding = ScalarFolding()
    private var pending: [Unit] = []
    private var taken = 0
    private var last = Unit.Kind.separator

    init(_ text: UnsafeRawBufferPointer, _ reading: Words.Reading) {
        self.text = text.bindMemory(to: UInt8.self)
        isRendered = reading == .rendered
        order = WideText.order(of: self.text)
    }

    mutating func next() -> Unit {
        let unit = following()
        last = unit.kind
        return unit
    }

    private mutating func following() -> Unit {
        if taken < pending.count {
            taken += 1
            return pending[taken - 1]
        }
        while index < text.count {
            if let order, index % 2 == 0, let (scalar, length) = WideText.scalar(of: text, at: index, order) {
                if let unit = unit(of: scalar, length) { return unit }
                continue
            }
            let byte = text[index]
            if byte >= 0x80 {
                let (scalar, length) = decoded()
                if let unit = unit(of: scalar, length) { return unit }
                continue
            }
            switch byte {
            case 0x61...0x7A, 0x41...0x5A: return one(.letter, UInt32(byte | 0x20))
            case 0x30...0x39: return one(.digit, UInt32(byte))
            case 0x00: index += 1
            case 0x0A, 0x0B, 0x0C: return one(.lineEnd, 0x0A)
            case 0x0D:
                if byteAhead(1) != 0x0A { return one(.lineEnd, 0x0A) }
                index += 1
            case UInt8(ascii: "."), UInt8(ascii: ","): return one(.point, UInt32(byte))
            case UInt8(ascii: "'"): return one(.apostrophe, 0x27)
            case UInt8(ascii: "+"), UInt8(ascii: "-"): return one(.sign, UInt32(byte))
            case UInt8(ascii: "\\"): if let unit = backslash() { return unit }
            case UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "`"),
                UInt8(ascii: "~"),
                UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
                guard isRendered else { return one(.separator, UInt32(byte)) }
                if let unit = markup(byte) { return unit }
            default: return one(.separator, UInt32(byte))
            }
        }
        return Unit(kind: .end, scalar: 0, start: text.count, end: text.count)
    }

    /// The small ASCII letters that stand here and end a word or text, without anything between them.
    @inline(__always) mutating func takeLetters(into word: inout [UInt8]) {
        guard taken == pending.count, order == nil else { return }
        while index < text.count {
            let byte = text[index]
            guard (byte | 0x20) &- 0x61 < 26 else { return }
            word.append(byte | 0x20)
            index += 1
        }
    }

    /// A byte further on; `nil` behind the text's end.
    func byteAhead(_ distance: Int) -> UInt8? {
        index + distance < text.count ? text[index + distance] : nil
    }

    /// A character as a unit of one kind, from the next bytes.
    mutating func one(_ kind: Unit.Kind, _ scalar: UInt32, bytes length: Int = 1) -> Unit {
        let start = index
        index += length
        return Unit(kind: kind, scalar: scalar, start: start, end: index)
    }

    /// What a character is folded to, which the next bytes stand for; `nil` when it vanishes.
    mutating func unit(of scalar: Unicode.Scalar, _ length: Int) -> Unit? {
        let start = index
        index += length
        if scalar.value < 0x80 { return ascii(scalar, start) }
        let folded = folding.units(of: scalar)
        guard var first = folded.first else { return nil }
        (first.start, first.end) = (start, index)
        if folded.count > 1 {
            pending.removeAll(keepingCapacity: true)
            taken = 0
            for var unit in folded.dropFirst() {
                (unit.start, unit.end) = (start, index)
                pending.append(unit)
            }
        }
        return first
    }

    /// An ASCII character that markup or an escape stood for: it is no markup itself.
    private func ascii(_ scalar: Unicode.Scalar, _ start: Int) -> Unit? {
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        let kind: Unit.Kind
        switch byte {
        case 0x00: return nil
        case 0x61...0x7A, 0x41...0x5A:
            return Unit(kind: .letter, scalar: scalar.value | 0x20, start: start, end: index)
        case 0x30...0x39: kind = .digit
        case 0x0A...0x0D: kind = .lineEnd
        case UInt8(ascii: "."), UInt8(ascii: ","): kind = .point
        case UInt8(ascii: "'"): kind = .apostrophe
        case UInt8(ascii: "+"), UInt8(ascii: "-"): kind = .sign
        default: kind = .separator
        }
        return Unit(kind: kind, scalar: scalar.value, start: start, end: index)
    }

    /// Whether the character before was a digit and the next byte is one.
    var isBetweenDigits: Bool {
        guard last == .digit, let next = byteAhead(1) else { return false }
        return (0x30...0x39).contains(next)
    }

    /// The character that stands here, with its length in bytes.
    private func decoded() -> (Unicode.Scalar, Int) {
        let lead = text[index]
        // The mark with which UTF-16 and UTF-32 begin: no UTF-8 has these bytes, and no word these letters.
        if lead >= 0xFE, let next = byteAhead(1), next >= 0xFE, next != lead { return ("\u{FEFF}", 2) }
        var length = 1
        var value: UInt32 = 0
        switch lead {
        case 0xC2...0xDF: (length, value) = (2, UInt32(lead & 0x1F))
        case 0xE0...0xEF: (length, value) = (3, UInt32(lead & 0x0F))
        case 0xF0...0xF4: (length, value) = (4, UInt32(lead & 0x07))
        default: break
        }
        guard length > 1, index + length <= text.count else { return (Unicode.Scalar(lead), 1) }
        for offset in 1..<length {
            let byte = text[index + offset]
            guard byte & 0xC0 == 0x80 else { return (Unicode.Scalar(lead), 1) }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        let shortest: UInt32 = length == 3 ? 0x800 : length == 4 ? 0x10000 : 0x80
        guard value >= shortest, let scalar = Unicode.Scalar(value) else { return (Unicode.Scalar(lead), 1) }
        return (scalar, length)
    }
}
