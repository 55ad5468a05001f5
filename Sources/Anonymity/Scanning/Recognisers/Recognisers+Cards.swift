// SPDX-License-Identifier: Apache-2.0
import Tables

/// Numbers of payment cards, bank accounts, devices and chip cards.
extension Recognisers {
    /// A payment card (13 to 19 digits), a device's IMEI (15) or a chip card's ICCID (19 or 20), in groups as
    /// they are printed, by the Luhn check.
    ///
    /// Certain only when grouped: one bare number in ten passes the check.
    func cardOrDevice(at index: Int) -> Hit? {
        let joiners = [Byte.dash, Byte.dot, Byte.slash, Byte.comma]
        guard begins(at: index, joiners: joiners) else { return nil }
        var position = index
        var digits: [UInt8] = []
        var groups: [Int] = []
        var run = 0
        while let byte = byte(at: position), digits.count <= 20 {
            if Byte.isDigit(byte) {
                digits.append(byte - Byte.zero)
                run += 1
                position += 1
                continue
            }
            let gap = max(blank(at: position), hyphen(at: position))
            guard gap > 0, isDigit(at: position + gap) else { break }
            groups.append(run)
            run = 0
            position += gap
        }
        groups.append(run)
        guard groups.count > 1, (13...20).contains(digits.count), ends(at: position, joiners: joiners) else {
            return nil
        }
        let range = index..<position
        if groups == [2, 6, 6, 2], packs.contains(.industry), Self.isAllocated(digits[0] * 10 + digits[1]) {
            return Hit(.imeisv, range, .likely)
        }
        guard CheckDigits.luhn(digits) else { return nil }
        if groups == [2, 6, 6, 1] { return Hit(.imei, range, .certain) }
        if digits[0] == 8, digits[1] == 9, digits.count >= 19, packs.contains(.industry) {
            return Hit(.iccid, range, .certain)
        }
        let isPrinted = groups == [4, 4, 4, 4] || groups == [4, 6, 5] || groups == [4, 4, 4, 4, 3]
        return isPrinted && (2...6).contains(digits[0]) ? Hit(.card, range, .certain) : nil
    }

    /// Digits in one run.
    func bareCard(_ range: Range<Int>) -> Hit? {
        guard (13...19).contains(range.count) else { return nil }
        let isDevice = range.count == 15
        let first = bytes[range.lowerBound] - Byte.zero
        guard isDevice || (2...6).contains(first), CheckDigits.luhn(bytes[range]) else { return nil }
        return Hit(isDevice ? .imei : .card, range, .checked)
    }

    /// The software version number of a mobile device (3GPP TS 23.003, 6.2.2): a type allocation code, a
    /// serial number and two digits of the version, without a check digit.
    func softwareVersion(_ range: Range<Int>) -> Hit? {
        guard packs.contains(.industry) else { return nil }
        let code = number(range.lowerBound..<range.lowerBound + 2)
        return Hit(.imeisv, range, Self.isAllocated(UInt8(code)) ? .likely : .against)
    }

    /// Whether a type allocation code begins with a body that gives them out (GSMA TS.06).
    private static func isAllocated(_ code: UInt8) -> Bool {
        [1, 35, 86, 91, 98, 99].contains(code)
    }

    /// The number of a chip card (ITU-T E.118): 89, a country, an issuer, the account and a Luhn digit.
    func chipCard(_ range: Range<Int>) -> Hit? {
        let digits = bytes[range]
        guard packs.contains(.industry), number(range.lowerBound..<range.lowerBound + 2) == 89 else {
            return nil
        }
        // Some have the check digit in nineteenth place and a filling digit behind it.
        let isChecked = CheckDigits.luhn(digits) || digits.count == 20 && CheckDigits.luhn(digits.dropLast())
        return isChecked ? Hit(.iccid, range, .checked) : nil
    }

    /// A country code with its own length and the check of ISO 7064, mod 97, in either case; blanks and
    /// hyphens may stand between groups.
    func iban(at index: Int) -> Hit? {
        guard bytes.count - index >= 15, Byte.isLetter(bytes[index + 1]) else { return nil }
        let code = UInt16(bytes[index] & 0xDF) << 8 | UInt16(bytes[index + 1] & 0xDF)
        guard let length = Self.ibanLengths[code] else { return nil }
        var position = index
        var count = 0
        // The country and the check digits count last.
        var head: [UInt8] = []
        var remainder = 0
        while count < length, let byte = byte(at: position) {
            // Groups of four, as it is printed: a blank anywhere would make an account of Spanish prose.
            if count > 0, count % 4 == 0,
                case let gap = max(blank(at: position), hyphen(at: position), byte == Byte.dot ? 1 : 0),
                gap > 0
            {
                position += gap
                guard let next = self.byte(at: position), Byte.isAlphanumeric(next) else { return nil }
                continue
            }
            let isDigit = Byte.isDigit(byte)
            guard count < 2 || isDigit || count >= 4 && Byte.isLetter(byte) else { return nil }
            if count < 4 { head.append(byte) } else { remainder = Self.append(byte, to: remainder) }
            count += 1
            position += 1
        }
        guard count == length, ends(at: position) else { return nil }
        for byte in head { remainder = Self.append(byte, to: remainder) }
        return remainder == 1 ? Hit(.iban, index..<position, .certain) : nil
    }

    private static func append(_ byte: UInt8, to remainder: Int) -> Int {
        Byte.isDigit(byte)
            ? (remainder * 10 + Int(byte - Byte.zero)) % 97 : (remainder * 100 + Int(byte & 0xDF) - 55) % 97
    }

    /// Lengths from the register of ISO 13616.
    private static let ibanLengths: [UInt16: Int] = {
        let lengths = [
            "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22,
            "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28,
            "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23,
            "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26,
            "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20,
            "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30,
            "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22,
            "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23,
            "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
        ]
        return Dictionary(
            uniqueKeysWithValues: lengths.map { code, length in
                (code.utf8.reduce(0) { $0 << 8 | UInt16($1) }, length)
            }
        )
    }()
}
