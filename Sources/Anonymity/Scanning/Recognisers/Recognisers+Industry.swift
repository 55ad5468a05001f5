// SPDX-License-Identifier: Apache-2.0
import Tables

/// Vehicles and network devices, as machines' tables write them.
extension Recognisers {
    /// A vehicle's identification number (ISO 3779): seventeen characters without I, O and Q, which end in
    /// four digits.
    ///
    /// The check digit in ninth place is the law in North America (49 CFR 565) and China (GB 16735) and
    /// unknown in Europe, so without it the number is only likely. One in eleven has it by chance.
    func vin(_ range: Range<Int>) -> Hit? {
        guard packs.contains(.industry) else { return nil }
        let weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
        var sum = 0
        var (upper, lower) = (0, 0)
        for (offset, weight) in weights.enumerated() {
            let byte = bytes[range.lowerBound + offset]
            if Byte.isUpper(byte) { upper += 1 } else if Byte.isLetter(byte) { lower += 1 }
            guard let value = Self.vinValue(Byte.isLetter(byte) ? byte & 0xDF : byte) else { return nil }
            sum += value * weight
        }
        guard upper == 0 || lower == 0, (1...13).contains(upper + lower) else { return nil }
        let check = sum % 11
        let expected = check == 10 ? UInt8(ascii: "X") : Byte.zero + UInt8(check)
        let ninth = bytes[range.lowerBound + 8]
        if ninth == expected || check == 10 && ninth == UInt8(ascii: "x") {
            return Hit(.vin, range, .checked)
        }
        // A maker's code names a region, begins with no zero, and is no number; the last four are digits.
        let makersCode = bytes[range.lowerBound..<range.lowerBound + 3]
        guard bytes[range.lowerBound] != Byte.zero, makersCode.contains(where: Byte.isLetter),
            areDigits(range.upperBound - 4..<range.upperBound)
        else { return nil }
        return Hit(.vin, range, .likely)
    }

    /// The transliteration of ISO 3779: I, O and Q do not occur.
    private static func vinValue(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case 0x41...0x48: Int(byte) - 0x40
        case 0x4A...0x4E: Int(byte) - 0x49
        case 0x50: 7
        case 0x52: 9
        case 0x53...0x5A: Int(byte) - 0x51
        default: nil
        }
    }

    /// Twelve hexadecimal digits in one case.
    ///
    /// The first octet of a device's address is even (IEEE 802: not a group's), which half of all hashes are
    /// not.
    func bareMAC(_ range: Range<Int>) -> Hit? {
        guard packs.contains(.industry) else { return nil }
        var (upper, lower) = (false, false)
        for byte in bytes[range] {
            guard Byte.isHex(byte) else { return nil }
            if Byte.isUpper(byte) { upper = true } else if Byte.isLetter(byte) { lower = true }
        }
        guard upper != lower else { return nil }
        return Hit(.mac, range, Self.isIndividual(bytes[range.lowerBound + 1]) ? .likely : .against)
    }

    /// Six pairs with blanks between them, and no seventh.
    func spacedMAC(at index: Int) -> Hit? {
        let end = index + 17
        guard packs.contains(.industry), end <= bytes.count, ends(at: end, joiners: [Byte.space]),
            index < 2 || bytes[index - 1] != Byte.space || !Byte.isHex(bytes[index - 2])
        else { return nil }
        for offset in 0..<17 {
            let byte = bytes[index + offset]
            guard offset % 3 == 2 ? byte == Byte.space : Byte.isHex(byte) else { return nil }
        }
        guard bytes[index..<end].contains(where: Byte.isHexLetter) else { return nil }
        return Hit(.mac, index..<end, Self.isIndividual(bytes[index + 1]) ? .likely : .against)
    }

    private static func isIndividual(_ nibble: UInt8) -> Bool {
        Byte.isDigit(nibble) ? nibble & 1 == 0 : nibble & 1 == 1
    }
}
