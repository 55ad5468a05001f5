// SPDX-License-Identifier: Apache-2.0
import Tables

extension Recognisers {
    /// `+`, a country code and eight to fifteen digits in all, in groups or (then at least nine) in one.
    func internationalPhone(at index: Int) -> Hit? {
        guard let lead = byte(at: index + 1), Byte.isDigit(lead), lead != Byte.zero else { return nil }
        let groups = digitGroups(from: index + 1)
        var digits = 0
        var end: Int?
        for (position, group) in groups.enumerated() {
            digits += group.count
            if digits > 15 { break }
            if digits >= (position == 0 ? 9 : 8) { end = group.upperBound }
        }
        guard let end, ends(at: end) else { return nil }
        // One point among digits is a signed decimal.
        if groups.count == 2, byte(at: groups[0].upperBound) == Byte.dot { return nil }
        return Hit(kind: .phone, range: index..<end, isCertain: true)
    }

    /// Groups that look like a number dialled inside a country: after a 0 or a parenthesis, or three, three,
    /// four.
    func nationalPhone(at index: Int) -> Hit? {
        guard begins(at: index, joiners: [Byte.dash, Byte.dot, Byte.slash, Byte.plus, Byte.colon]) else {
            return nil
        }
        let isBracketed = bytes[index] == UInt8(ascii: "(")
        let groups = digitGroups(from: isBracketed ? index + 1 : index)
        guard groups.count >= 2, let end = groups.last?.upperBound,
            ends(at: end, joiners: [Byte.dash, Byte.dot])
        else {
            return nil
        }
        let digits = groups.reduce(0) { $0 + $1.count }
        guard (8...15).contains(digits) else { return nil }
        let isNorthAmerican = groups.map(\.count) == [3, 3, 4]
        let isDialled =
            bytes[groups[0].lowerBound] == Byte.zero && groups[0].count >= 2 && groups[0].count <= 6
        guard isBracketed || isNorthAmerican || isDialled else { return nil }
        return Hit(kind: .phone, range: index..<end, isCertain: false)
    }

    /// Runs of digits with one separator, or a parenthesis and a space, between them.
    private func digitGroups(from index: Int) -> [Range<Int>] {
        var groups: [Range<Int>] = []
        var position = index
        while groups.count < 8 {
            let first = position
            while isDigit(at: position) { position += 1 }
            guard position > first else { break }
            groups.append(first..<position)
            var gap = 0
            while gap < 3, let byte = byte(at: position + gap), Self.isPhoneSeparator(byte) { gap += 1 }
            guard gap > 0, isDigit(at: position + gap) else { break }
            if gap > 1, !bytes[position..<position + gap].contains(where: Self.isLooseSeparator) { break }
            position += gap
        }
        return groups
    }

    private static func isPhoneSeparator(_ byte: UInt8) -> Bool {
        byte == Byte.space || byte == Byte.dash || byte == Byte.dot || byte == Byte.slash
            || byte == UInt8(ascii: "(")
            || byte == UInt8(ascii: ")")
    }

    /// What may stand beside another separator: `) `, ` (`, ` / `, ` - `.
    private static func isLooseSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == Byte.slash || byte == Byte.dash
    }

    /// Three, two and four digits with dashes, in the ranges that are given out.
    func socialSecurity(at index: Int) -> Hit? {
        let end = index + 11
        guard end <= bytes.count, let separator = byte(at: index + 3), separator == byte(at: index + 6),
            separator == Byte.dash || separator == Byte.space,
            begins(at: index, joiners: [Byte.dash, Byte.dot, Byte.slash]),
            ends(at: end, joiners: [Byte.dash, Byte.dot])
        else { return nil }
        for offset in 0..<11 where offset != 3 && offset != 6 {
            guard Byte.isDigit(bytes[index + offset]) else { return nil }
        }
        let area = number(index..<index + 3)
        let isGiven = area > 0 && area != 666 && area < 900
        guard isGiven, number(index + 4..<index + 6) > 0, number(index + 7..<end) > 0 else { return nil }
        return Hit(kind: .socialSecurity, range: index..<end, isCertain: separator == Byte.dash)
    }

    private func number(_ range: Range<Int>) -> Int {
        bytes[range].reduce(0) { $0 * 10 + Int($1 - Byte.zero) }
    }

    /// Two numbers with four places or more in the ranges of latitude and longitude.
    func coordinates(at index: Int) -> Hit? {
        guard begins(at: index, joiners: [Byte.dot, Byte.dash]), let latitude = degrees(at: index, limit: 90)
        else {
            return nil
        }
        var position = latitude
        var hasSeparator = false
        while let byte = byte(at: position), Self.isPairSeparator(byte), position - latitude < 3 {
            hasSeparator = true
            position += 1
        }
        guard hasSeparator, let end = degrees(at: position, limit: 180), ends(at: end, joiners: [Byte.dot])
        else {
            return nil
        }
        return Hit(kind: .coordinates, range: index..<end, isCertain: false)
    }

    private static func isPairSeparator(_ byte: UInt8) -> Bool {
        byte == Byte.space || byte == Byte.comma || byte == Byte.semicolon || byte == Byte.slash
            || byte == Byte.pipe
    }

    /// The index behind a decimal of degrees at `index`.
    private func degrees(at index: Int, limit: Int) -> Int? {
        var position = index
        if byte(at: position) == Byte.dash || byte(at: position) == Byte.plus { position += 1 }
        let whole = position
        while isDigit(at: position), position - whole < 4 { position += 1 }
        guard (1...3).contains(position - whole), byte(at: position) == Byte.dot else { return nil }
        guard number(whole..<position) <= limit else { return nil }
        position += 1
        let fraction = position
        while isDigit(at: position) { position += 1 }
        return position - fraction >= 4 ? position : nil
    }
}
