// SPDX-License-Identifier: Apache-2.0
import Tables

extension Recognisers {
    /// `local@domain.tld` around the `@` at `index`; the top-level domain is letters only.
    func email(around index: Int) -> Hit? {
        var first = index
        while let byte = byte(at: first - 1), Self.isLocal(byte) { first -= 1 }
        while first < index, bytes[first] == Byte.dot { first += 1 }
        var end = index + 1
        while let byte = byte(at: end), Byte.isWord(byte) || byte == Byte.dot || byte == Byte.dash {
            end += 1
        }
        while end > index + 1, bytes[end - 1] == Byte.dot || bytes[end - 1] == Byte.dash { end -= 1 }
        guard (1...64).contains(index - first), end - index > 4, Byte.isWord(bytes[index + 1]) else {
            return nil
        }
        let labels = bytes[index + 1..<end].split(separator: Byte.dot, omittingEmptySubsequences: false)
        guard labels.count >= 2, let top = labels.last, top.count >= 2 else { return nil }
        guard top.allSatisfy({ Byte.isWord($0) && !Byte.isDigit($0) }) || top.starts(with: Array("xn--".utf8))
        else {
            return nil
        }
        guard labels.allSatisfy({ !$0.isEmpty }) else { return nil }
        return Hit(.email, first..<end, .certain)
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        Byte.isWord(byte) || byte == Byte.dot || byte == Byte.dash || byte == Byte.plus
            || byte == Byte.underscore
            || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "'")
    }

    /// `scheme://user[:password]@host` around the `@` at `index`.
    func userURL(around index: Int) -> Hit? {
        var first = index
        while let byte = byte(at: first - 1), byte > Byte.space, byte != Byte.slash, byte != Byte.at {
            first -= 1
        }
        guard first < index, first >= 4, bytes[first - 1] == Byte.slash, bytes[first - 2] == Byte.slash,
            bytes[first - 3] == Byte.colon
        else { return nil }
        var scheme = first - 3
        while let byte = byte(at: scheme - 1), Byte.isWord(byte) || byte == Byte.plus { scheme -= 1 }
        guard scheme < first - 3, let host = byte(at: index + 1), Byte.isWord(host) else { return nil }
        var end = index + 1
        while let byte = byte(at: end), byte > Byte.space, byte != Byte.quote { end += 1 }
        return Hit(.urlWithUser, scheme..<end, .certain)
    }

    /// Four octets without leading zeros.
    ///
    /// Small numbers only look like an address: versions are written so too.
    func ipv4(at index: Int) -> Hit? {
        guard begins(at: index, joiners: [Byte.dot, Byte.dash]) else { return nil }
        var position = index
        var octets: [Int] = []
        while octets.count < 4 {
            let first = position
            var value = 0
            while isDigit(at: position), position - first < 3 {
                value = value * 10 + Int(bytes[position] - Byte.zero)
                position += 1
            }
            let length = position - first
            guard length > 0, value < 256, length == 1 || bytes[first] != Byte.zero else { return nil }
            octets.append(value)
            if octets.count < 4 {
                guard byte(at: position) == Byte.dot else { return nil }
                position += 1
            }
        }
        guard ends(at: position, joiners: [Byte.dot, Byte.dash]), octets[0] > 0 else { return nil }
        let large = octets.count { $0 >= 32 }
        let isCertain = large >= 2 || octets[0] >= 10 && large >= 1
        return Hit(.ipv4, index..<position, isCertain ? .certain : .likely)
    }

    /// Eight groups, or `::` with enough around it that no time of day and no `a::b` of a program is taken
    /// for one.
    func ipv6(at index: Int) -> Hit? {
        guard begins(at: index, joiners: [Byte.colon, Byte.dot]) else { return nil }
        var position = index
        var groups = 0
        var compressed = false
        var hasDigit = false
        var firstGroup = index..<index
        while true {
            let first = position
            while let byte = byte(at: position), Byte.isHex(byte), position - first < 5 {
                if Byte.isDigit(byte) { hasDigit = true }
                position += 1
            }
            guard position - first <= 4 else { return nil }
            if position > first { groups += 1 }
            if groups == 1, firstGroup.isEmpty { firstGroup = first..<position }
            guard byte(at: position) == Byte.colon else { break }
            if byte(at: position + 1) == Byte.colon {
                guard !compressed else { return nil }
                compressed = true
                position += 2
            } else {
                guard position > first else { return nil }
                guard let next = byte(at: position + 1), Byte.isHex(next) else { break }
                position += 1
            }
        }
        guard ends(at: position, joiners: [Byte.colon]), byte(at: position) != Byte.colon, hasDigit else {
            return nil
        }
        let isGlobal =
            firstGroup.count == 4 && [0x32, 0x33, 0x66].contains(bytes[firstGroup.lowerBound] | 0x20)
        let isWhole = groups == 8 && !compressed
        guard isWhole || compressed && groups <= 7 && (groups >= 3 || groups == 2 && isGlobal) else {
            return nil
        }
        return Hit(.ipv6, index..<position, .certain)
    }

    /// `aa:bb:cc:dd:ee:ff`, the same with dashes, or `aabb.ccdd.eeff`.
    func mac(at index: Int) -> Hit? {
        guard let separator = byte(at: index + 2), separator == Byte.colon || separator == Byte.dash else {
            return dottedMAC(at: index) ?? spacedMAC(at: index)
        }
        let end = index + 17
        guard end <= bytes.count, begins(at: index, joiners: [separator]), ends(at: end, joiners: [separator])
        else {
            return nil
        }
        for offset in 0..<17 {
            let byte = bytes[index + offset]
            guard offset % 3 == 2 ? byte == separator : Byte.isHex(byte) else { return nil }
        }
        return Hit(.mac, index..<end, .certain)
    }

    private func dottedMAC(at index: Int) -> Hit? {
        let end = index + 14
        guard end <= bytes.count, begins(at: index, joiners: [Byte.dot]), ends(at: end, joiners: [Byte.dot])
        else {
            return nil
        }
        var hasLetter = false
        for offset in 0..<14 {
            let byte = bytes[index + offset]
            guard offset % 5 == 4 ? byte == Byte.dot : Byte.isHex(byte) else { return nil }
            if Byte.isHexLetter(byte) { hasLetter = true }
        }
        return Hit(.mac, index..<end, hasLetter ? .certain : .likely)
    }

    /// Eight, four, four, four and twelve hexadecimal digits.
    func uuid(at index: Int) -> Hit? {
        let end = index + 36
        guard end <= bytes.count, begins(at: index, joiners: [Byte.dash]), ends(at: end, joiners: [Byte.dash])
        else {
            return nil
        }
        for offset in 0..<36 {
            let byte = bytes[index + offset]
            let isDash = [8, 13, 18, 23].contains(offset)
            guard isDash ? byte == Byte.dash : Byte.isHex(byte) else { return nil }
        }
        return Hit(.uuid, index..<end, .certain)
    }
}
