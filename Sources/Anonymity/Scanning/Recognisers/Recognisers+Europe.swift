// SPDX-License-Identifier: Apache-2.0
import Tables

/// National numbers of Germany, France, Spain and the United Kingdom.
extension Recognisers {
    /// The German Steuer-Identifikationsnummer (§ 139b AO): eleven digits, of the first ten one twice or
    /// three times and the others at most once; the check digit of ISO/IEC 7064, MOD 11-10.
    func germanTaxID(_ range: Range<Int>) -> Hit? {
        guard packs.contains(.de) else { return nil }
        // Four bits for each digit, in which it is counted.
        let first = bytes[range].dropLast()
        let times = first.reduce(UInt64(0)) { $0 + 1 << UInt64(($1 & 0x0F) &* 4) }
        let repeated = (0..<10).map { times >> UInt64($0 * 4) & 0x0F }.filter { $0 > 1 }
        guard bytes[range.lowerBound] != Byte.zero, repeated.count == 1, repeated[0] <= 3,
            CheckDigits.mod11And10(first) == bytes[range.upperBound - 1] & 0x0F
        else { return nil }
        return Hit(.germanTaxID, range, .checked)
    }

    /// The same as letters print it: two, three, three and three digits.
    func groupedTaxID(at index: Int) -> Hit? {
        guard packs.contains(.de), index + 14 <= bytes.count, ends(at: index + 14) else { return nil }
        var digits: [UInt8] = []
        for offset in 0..<14 {
            let byte = bytes[index + offset]
            if [2, 6, 10].contains(offset) {
                guard byte == Byte.space else { return nil }
            } else {
                guard Byte.isDigit(byte) else { return nil }
                digits.append(byte)
            }
        }
        return digits.withUnsafeBufferPointer { compact in
            let inner = Recognisers(compact, CellShape(compact), packs)
            return inner.germanTaxID(0..<11).map { Hit($0.kind, index..<index + 14, .checked) }
        }
    }

    /// The German Versicherungsnummer (VKVV § 2 to 4): area, day of birth, initial, serial number and a check
    /// digit: cross sums of the products with 2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1, mod 10.
    func germanPensionNumber(_ range: Range<Int>) -> Hit? {
        let first = range.lowerBound
        guard packs.contains(.de), Byte.isLetter(bytes[first + 8]), areDigits(first..<first + 8),
            areDigits(first + 9..<first + 12)
        else { return nil }
        let letter = Int(bytes[first + 8] & 0xDF) - 64
        let digits =
            digits(first..<first + 8) + [UInt8(letter / 10), UInt8(letter % 10)]
            + self.digits(first + 9..<first + 12)
        let day = number(first + 2..<first + 4)
        guard (1...31).contains(day) || (51...81).contains(day),
            (1...12).contains(number(first + 4..<first + 6))
        else { return nil }
        let sum = zip(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]).reduce(0) {
            let product = Int($1.0) * $1.1
            return $0 + product / 10 + product % 10
        }
        return sum % 10 == Int(digits[12]) ? Hit(.germanPensionNumber, range, .checked) : nil
    }

    /// The French numéro d'inscription au répertoire (décret 82-103): sex, year, month, place, order and a
    /// key of 97 less the rest by 97; 2A and 2B of Corsica count as 19 and 18.
    func bareNIR(_ range: Range<Int>) -> Hit? {
        packs.contains(.fr) ? nir(Array(bytes[range]), range, .checked) : nil
    }

    /// The same as cards print it: one, two, two, two, three, three and two characters.
    func frenchNIR(at index: Int) -> Hit? {
        guard packs.contains(.fr), index + 21 <= bytes.count, ends(at: index + 21) else { return nil }
        var characters: [UInt8] = []
        for offset in 0..<21 {
            let byte = bytes[index + offset]
            if [1, 4, 7, 10, 14, 18].contains(offset) {
                guard byte == Byte.space || byte == Byte.dot || byte == Byte.dash else { return nil }
            } else {
                characters.append(byte)
            }
        }
        return nir(characters, index..<index + 21, .certain)
    }

    private func nir(_ characters: [UInt8], _ range: Range<Int>, _ evidence: Evidence) -> Hit? {
        var value = 0
        for (offset, byte) in characters[..<13].enumerated() {
            if Byte.isDigit(byte) {
                value = value * 10 + Int(byte - Byte.zero)
            } else {
                // Counted as 19 and 18: the department's second place.
                guard offset == 6, characters[5] == UInt8(ascii: "2") else { return nil }
                switch byte & 0xDF {
                case UInt8(ascii: "A"): value = value * 10 - 10 + 9
                case UInt8(ascii: "B"): value = value * 10 - 10 + 8
                default: return nil
                }
            }
        }
        guard characters[13...].allSatisfy(Byte.isDigit) else { return nil }
        let key = Int(characters[13] - Byte.zero) * 10 + Int(characters[14] - Byte.zero)
        let month = Int(characters[3] &- Byte.zero) * 10 + Int(characters[4] &- Byte.zero)
        let isMonth = (1...12).contains(month) || (20...42).contains(month) || (50...99).contains(month)
        guard characters[0] == 0x31 || characters[0] == 0x32, isMonth, key == 97 - value % 97 else {
            return nil
        }
        return Hit(.frenchNIR, range, evidence)
    }

    /// The Spanish documento nacional de identidad, or número de identidad de extranjero (Real Decreto
    /// 1553/2005): eight digits, or X, Y or Z and seven, and a letter by the rest mod 23.
    func spanishDNI(_ range: Range<Int>) -> Hit? {
        guard packs.contains(.es) else { return nil }
        let (first, last) = (bytes[range.lowerBound] & 0xDF, bytes[range.upperBound - 1])
        let isForeign = (0x58...0x5A).contains(first) && Byte.isLetter(bytes[range.lowerBound])
        guard Byte.isLetter(last), isForeign || Byte.isDigit(bytes[range.lowerBound]),
            areDigits(range.lowerBound + 1..<range.upperBound - 1)
        else { return nil }
        let rest = number(range.lowerBound + 1..<range.upperBound - 1)
        let lead = isForeign ? Int(first - 0x58) : Int(bytes[range.lowerBound] - Byte.zero)
        let letters = Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)
        return letters[(lead * 10_000_000 + rest) % 23] == last & 0xDF
            ? Hit(.spanishDNI, range, .checked) : nil
    }

    /// A British National Insurance number (HMRC, NIM39110): two letters of those given out, six digits, in
    /// pairs or not, and A to D.
    func britishNINO(at index: Int) -> Hit? {
        guard packs.contains(.uk), shape.digits >= 6, bytes.count - index >= 9,
            begins(at: index, joiners: [Byte.dash, Byte.dot, Byte.slash, Byte.underscore])
        else { return nil }
        let (first, second) = (bytes[index] & 0xDF, bytes[index + 1] & 0xDF)
        guard Byte.isLetter(bytes[index + 1]), Byte.isUpper(first), Byte.isUpper(second) else { return nil }
        var position = index + 2
        var digits = 0
        while digits < 6 {
            if digits % 2 == 0, byte(at: position) == Byte.space { position += 1 }
            guard isDigit(at: position) else { return nil }
            digits += 1
            position += 1
        }
        if byte(at: position) == Byte.space { position += 1 }
        guard let suffix = byte(at: position), (0x41...0x44).contains(suffix & 0xDF), Byte.isLetter(suffix),
            ends(at: position + 1, joiners: [Byte.dash, Byte.dot, Byte.slash])
        else { return nil }
        let range = index..<position + 1
        let isGivenOut =
            !Self.neverFirst.contains(first) && !Self.neverSecond.contains(second)
            && !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].contains(
                String(decoding: [first, second], as: UTF8.self)
            )
        return Hit(.britishNINO, range, isGivenOut ? .likely : .against)
    }

    private static let neverFirst = Array("DFIQUV".utf8)
    private static let neverSecond = Array("DFIQUVO".utf8)

    /// An NHS number (NHS Data Dictionary): ten digits, three, three and four, the last by weights 10 to 2,
    /// mod 11.
    func healthNumber(at index: Int) -> Hit? {
        guard packs.contains(.uk), index + 12 <= bytes.count,
            ends(at: index + 12, joiners: [Byte.dash, Byte.dot])
        else { return nil }
        var digits: [UInt8] = []
        for offset in 0..<12 {
            let byte = bytes[index + offset]
            if offset == 3 || offset == 7 {
                guard byte == Byte.space else { return nil }
            } else {
                guard Byte.isDigit(byte) else { return nil }
                digits.append(byte - Byte.zero)
            }
        }
        return Self.isHealthNumber(digits) ? Hit(.britishNHS, index..<index + 12, .checked) : nil
    }

    func bareHealthNumber(_ range: Range<Int>) -> Hit? {
        Self.isHealthNumber(bytes[range]) ? Hit(.britishNHS, range, .checked) : nil
    }

    /// Digits are values or characters, which have the same low bits.
    private static func isHealthNumber(_ digits: some Collection<UInt8>) -> Bool {
        guard let first = digits.first, first & 0x0F >= 3 else { return false }
        var (sum, weight) = (0, 10)
        for digit in digits {
            sum += Int(digit & 0x0F) * weight
            weight -= 1
        }
        return sum % 11 == 0
    }
}
