// SPDX-License-Identifier: Apache-2.0

/// What stands here is looked at with the reader's index on it. Each look ends at the latest where the
/// next one may begin, so that all of them together take time that grows with the text.
extension UnitReader {
    /// Steps over markup; `nil` when it vanishes, as within a word, else what stands in its place.
    mutating func markup(_ byte: UInt8) -> Unit? {
        switch byte {
        case UInt8(ascii: "<"): return tag()
        case UInt8(ascii: "&"): return reference()
        case UInt8(ascii: "]"): return target()
        case UInt8(ascii: "*"), UInt8(ascii: "`"):
            if isBetweenDigits { return one(.separator, UInt32(byte)) }
            index += 1
            return nil
        case UInt8(ascii: "~"):
            // Two strike out; one is a blank of LaTeX.
            guard byteAhead(1) == byte else { return one(.separator, UInt32(byte)) }
            index += 2
            return nil
        default:
            index += 1
            return nil
        }
    }

    /// A tag or comment of HTML or XML: one that begins a block or a cell parts words.
    private mutating func tag() -> Unit? {
        guard let next = byteAhead(1) else { return one(.separator, 0x3C) }
        if next == UInt8(ascii: "!"), byteAhead(2) == UInt8(ascii: "-"), byteAhead(3) == UInt8(ascii: "-") {
            if commentEnd < index + 4 { commentEnd = endOfComment(from: index + 4) }
            guard commentEnd < text.count else { return one(.separator, 0x3C) }
            hasHidden = true
            index = commentEnd
            return nil
        }
        guard
            Self.isLetter(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
                || next == UInt8(ascii: "?")
        else { return one(.separator, 0x3C) }
        var end = index + 1
        while end < text.count, text[end] != UInt8(ascii: ">") {
            if text[end] == UInt8(ascii: "<") { return one(.separator, 0x3C) }
            end += 1
        }
        guard end < text.count else { return one(.separator, 0x3C) }
        var name: [UInt8] = []
        var place = next == UInt8(ascii: "/") ? index + 2 : index + 1
        while place < end, name.count < 12, Self.isLetter(text[place]) || Self.isDigit(text[place]) {
            name.append(text[place] | 0x20)
            place += 1
        }
        hasHidden = true
        let parts = MarkupNames.blocks.contains(String(decoding: name, as: UTF8.self))
        if parts { return one(.lineEnd, 0x0A, bytes: end + 1 - index) }
        index = end + 1
        return nil
    }

    /// The place behind the next end of a comment; the text's end when there is none.
    private func endOfComment(from start: Int) -> Int {
        var place = start
        while place + 2 < text.count {
            if text[place] == UInt8(ascii: "-"), text[place + 1] == UInt8(ascii: "-"),
                text[place + 2] == UInt8(ascii: ">")
            {
                return place + 3 < text.count ? place + 3 : text.count - 1
            }
            place += 1
        }
        return text.count
    }

    /// A character reference of HTML: by number, or by one of the names that are known here.
    private mutating func reference() -> Unit? {
        var end = index + 1
        while end < text.count, end - index < 12, text[end] != UInt8(ascii: ";"),
            text[end] == UInt8(ascii: "#") || Self.isLetter(text[end]) || Self.isDigit(text[end])
        {
            end += 1
        }
        guard end < text.count, text[end] == UInt8(ascii: ";") else { return one(.separator, 0x26) }
        let name = String(decoding: UnsafeBufferPointer(rebasing: text[(index + 1)..<end]), as: UTF8.self)
        guard let scalar = MarkupNames.scalar(ofReference: name) else { return one(.separator, 0x26) }
        return unit(of: scalar, end + 1 - index)
    }

    /// The target of a link in Markdown, which is not seen: `](…)`.
    private mutating func target() -> Unit {
        guard byteAhead(1) == UInt8(ascii: "(") else { return one(.separator, 0x5D) }
        var end = index + 2
        while end < text.count, text[end] != UInt8(ascii: ")") {
            switch text[end] {
            case UInt8(ascii: "("), UInt8(ascii: "["), 0x0A: return one(.separator, 0x5D)
            default: end += 1
            }
        }
        guard end < text.count else { return one(.separator, 0x5D) }
        hasHidden = true
        return one(.separator, 0x5D, bytes: end + 1 - index)
    }

    /// A command or an escape of LaTeX or Markdown; read plainly, an escape of JSON.
    mutating func backslash() -> Unit? {
        guard let next = byteAhead(1) else { return one(.separator, 0x5C) }
        guard isRendered else { return escape(next) }
        if Self.isLetter(next) { return command() }
        switch next {
        // A soft hyphen and a mark against ligatures; accents, whose letters are compared without.
        case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"),
            UInt8(ascii: "^"), UInt8(ascii: "~"), UInt8(ascii: "="), UInt8(ascii: "."):
            index += 2
            return nil
        default: return one(.separator, 0x5C, bytes: next < 0x80 ? 2 : 1)
        }
    }

    /// `\name`, perhaps with a star and the brace that opens what it is about.
    private mutating func command() -> Unit? {
        var end = index + 1
        while end < text.count, Self.isLetter(text[end]) { end += 1 }
        let name = UnsafeBufferPointer(rebasing: text[(index + 1)..<min(end, index + 16)])
        if let scalar = MarkupNames.letters[String(decoding: name, as: UTF8.self)] {
            // The blank behind it belongs to it.
            if end < text.count, text[end] == 0x20 { end += 1 }
            return unit(of: scalar, end - index)
        }
        hasHidden = true
        if end < text.count, text[end] == UInt8(ascii: "*") { end += 1 }
        // Without an argument it may stand for anything, and parts words.
        guard end < text.count, text[end] == UInt8(ascii: "{") else {
            return one(.separator, 0x5C, bytes: end - index)
        }
        index = end + 1
        return nil
    }

    private mutating func escape(_ next: UInt8) -> Unit? {
        switch next {
        case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return one(.lineEnd, 0x0A, bytes: 2)
        case UInt8(ascii: "u"):
            guard let high = hexadecimal(at: index + 2) else { return one(.separator, 0x5C) }
            if let scalar = Unicode.Scalar(high) { return unit(of: scalar, 6) }
            guard (0xD800..<0xDC00).contains(high), byteAhead(6) == UInt8(ascii: "\\"),
                byteAhead(7) == UInt8(ascii: "u"), let low = hexadecimal(at: index + 8),
                (0xDC00..<0xE000).contains(low),
                let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
            else { return one(.separator, 0x5C, bytes: 6) }
            return unit(of: scalar, 12)
        default: return one(.separator, 0x5C)
        }
    }

    private func hexadecimal(at place: Int) -> UInt32? {
        guard place + 4 <= text.count else { return nil }
        return UInt32(
            String(decoding: UnsafeBufferPointer(rebasing: text[place..<place + 4]), as: UTF8.self),
            radix: 16
        )
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
