// SPDX-License-Identifier: Apache-2.0
import Tables

/// Telephone and social security numbers.
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
        return Hit(.phone, index..<end, .certain)
    }

    /// Groups that look like a number dialled inside a country: after a 0 or a parenthesis, or three, three,
    /// four as in North America.
    ///
    /// What has a date in it, and a row of measured values, is something else.
    func nationalPhone(at index: Int) -> Hit? {
        guard begins(at: index, joiners: [Byte.dash, Byte.dot, Byte.slash, Byte.plus, Byte.colon]) else {
            return nil
        }
        let isBracketed = bytes[index] == UInt8(ascii: "(")
        let groups = digitGroups(from: isBracketed ? index + 1 : index)
        guard groups.count >= 2, let end = groups.last?.upperBound,
            ends(at: end, joiners: [Byte.dash, Byte.dot, Byte.colon])
        else {
            return nil
        }
        let digits = groups.reduce(0) { $0 + $1.count }
        guard (8...15).contains(digits) else { return nil }
        let isDialled =
            bytes[groups[0].lowerBound] == Byte.zero && groups[0].count >= 2 && groups[0].count <= 6
        if isBracketed || isDialled {
            let isOther = isDateOrSeries(groups) || goesOn(groups[0])
            return isOther ? nil : Hit(.phone, index..<end, .likely)
        }
        guard packs.contains(.us), groups.map(\.count) == [3, 3, 4] else { return nil }
        // Neither an area nor an exchange begins with 0 or 1 (the North American Numbering Plan).
        let isGivenOut = [groups[0], groups[1]].allSatisfy { bytes[$0.lowerBound] > 0x31 }
        return Hit(.phone, index..<end, isGivenOut ? .likely : .against)
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
            var (gap, separators, isLoose) = (0, 0, false)
            while separators < 3 {
                let width = phoneSeparator(at: position + gap)
                guard width > 0 else { break }
                if Self.isLooseSeparator(bytes[position + gap]) { isLoose = true }
                (gap, separators) = (gap + width, separators + 1)
            }
            guard gap > 0, isDigit(at: position + gap), separators == 1 || isLoose else { break }
            position += gap
        }
        return groups
    }

    /// How many bytes of a separator within a telephone number stand at `index`.
    private func phoneSeparator(at index: Int) -> Int {
        switch byte(at: index) {
        case Byte.dot, Byte.slash, UInt8(ascii: "("), UInt8(ascii: ")"): 1
        default: max(blank(at: index), hyphen(at: index))
        }
    }

    /// What may stand beside another separator: `) `, ` (`, ` / `, ` - `.
    private static func isLooseSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == Byte.slash || byte == Byte.dash
            || byte == 0xE2
    }

    /// Three, two and four digits with dashes or blanks.
    ///
    /// Part numbers are written so too; some of those are in areas that are not given out (SSA, POMS RM
    /// 10201.030).
    func socialSecurity(at index: Int) -> Hit? {
        let end = index + 11
        guard packs.contains(.us), end <= bytes.count, let separator = byte(at: index + 3),
            separator == byte(at: index + 6), separator == Byte.dash || separator == Byte.space,
            begins(at: index, joiners: [Byte.dash, Byte.dot, Byte.slash]),
            ends(at: end, joiners: [Byte.dash, Byte.dot])
        else { return nil }
        for offset in 0..<11 where offset != 3 && offset != 6 {
            guard Byte.isDigit(bytes[index + offset]) else { return nil }
        }
        let area = number(index..<index + 3)
        let isArea = area > 0 && area != 666 && area < 900
        let isGivenOut = isArea && number(index + 4..<index + 6) > 0 && number(index + 7..<end) > 0
        return Hit(.socialSecurity, index..<end, isGivenOut ? .likely : .against)
    }
}
