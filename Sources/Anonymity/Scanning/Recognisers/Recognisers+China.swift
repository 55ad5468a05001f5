// SPDX-License-Identifier: Apache-2.0
import Tables

/// Chinese numbers of persons and firms.
extension Recognisers {
    /// A citizen's number (GB 11643): the code of a place, the day of birth, an order and a check digit of
    /// ISO/IEC 7064, MOD 11-2, which may be X.
    func chineseIdentityCard(_ range: Range<Int>) -> Hit? {
        let first = range.lowerBound
        guard packs.contains(.cn), areDigits(first..<first + 17) else { return nil }
        let province = number(first..<first + 2)
        guard Self.provinces.contains(province),
            Self.isBirthday(
                year: number(first + 6..<first + 10),
                month: number(first + 10..<first + 12),
                day: number(first + 12..<first + 14)
            )
        else { return nil }
        let sum = bytes[first..<first + 17].reduce(0) { ($0 + Int($1 - Byte.zero)) * 2 % 11 }
        let check = (12 - sum) % 11
        let last = bytes[first + 17]
        let isRight = check == 10 ? last | 0x20 == UInt8(ascii: "x") : last == Byte.zero + UInt8(check)
        return isRight ? Hit(.chineseIdentityCard, range, .certain) : nil
    }

    /// The first two places of GB/T 2260.
    private static let provinces: Set<Int> = [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53,
        54,
        61, 62, 63, 64, 65, 71, 81, 82, 83,
    ]

    /// A firm's unified social credit code (GB 32100): an authority, a sort, a place, an organisation's code
    /// and a check character, mod 31 of powers of 3.
    func chineseCreditCode(_ range: Range<Int>) -> Hit? {
        let first = range.lowerBound
        guard packs.contains(.cn), areDigits(first + 2..<first + 8),
            Self.provinces.contains(number(first + 2..<first + 4)) || bytes[first + 2] == UInt8(ascii: "1")
        else { return nil }
        var (sum, weight) = (0, 1)
        for byte in bytes[first..<first + 17] {
            guard let value = Self.creditValue(byte) else { return nil }
            sum += value * weight
            weight = weight * 3 % 31
        }
        guard Self.creditValue(bytes[first + 17]) == (31 - sum % 31) % 31 else { return nil }
        return Hit(.chineseCreditCode, range, .checked)
    }

    /// Digits and capitals without I, O, S, V and Z, in their order.
    private static func creditValue(_ byte: UInt8) -> Int? {
        creditCharacters.firstIndex(of: Byte.isLetter(byte) ? byte & 0xDF : byte)
    }

    private static let creditCharacters = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

    /// A mobile number in one run, with 86 before it or not.
    ///
    /// A column of other numbers of eleven digits has some that no operator was given.
    func bareMobile(_ range: Range<Int>) -> Hit? {
        guard packs.contains(.cn) else { return nil }
        if range.count == 13 {
            guard number(range.lowerBound..<range.lowerBound + 2) == 86 else { return nil }
            return isMobile(range.lowerBound + 2) ? Hit(.phone, range, .likely) : nil
        }
        return Hit(.phone, range, isMobile(range.lowerBound) ? .likely : .against)
    }

    /// The same in groups of three, four and four, or three, three and five.
    func chineseMobile(at index: Int) -> Hit? {
        guard packs.contains(.cn), begins(at: index, joiners: [Byte.dash, Byte.dot, Byte.slash]) else {
            return nil
        }
        var (position, run) = (index, 0)
        var groups: [Int] = []
        var digits: [UInt8] = []
        while digits.count <= 13 {
            if isDigit(at: position) {
                digits.append(bytes[position])
                (position, run) = (position + 1, run + 1)
                continue
            }
            groups.append(run)
            run = 0
            let gap = max(blank(at: position), hyphen(at: position))
            guard gap > 0, isDigit(at: position + gap) else { break }
            position += gap
        }
        if groups.first == 2, digits.starts(with: [0x38, 0x36]) {
            groups.removeFirst()
            digits.removeFirst(2)
        }
        guard groups == [3, 4, 4] || groups == [3, 3, 5] || groups == [11],
            ends(at: position, joiners: [Byte.dash, Byte.dot])
        else { return nil }
        let isGivenOut = digits.withUnsafeBufferPointer { Recognisers($0, shape, packs).isMobile(0) }
        return Hit(.phone, index..<position, isGivenOut ? .likely : .against)
    }

    /// Whether the eleven digits at `index` begin as those of an operator do (MIIT numbering plan).
    private func isMobile(_ index: Int) -> Bool {
        guard bytes[index] == 0x31 else { return false }
        let third = bytes[index + 2] - Byte.zero
        return switch bytes[index + 1] - Byte.zero {
        case 3, 8: true
        case 4: third >= 5
        case 5: third != 4
        case 6: [2, 5, 6, 7].contains(third)
        case 7: third != 9
        case 9: third != 4
        default: false
        }
    }
}
