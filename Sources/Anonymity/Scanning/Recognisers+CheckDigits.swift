// SPDX-License-Identifier: Apache-2.0
import Tables

extension Recognisers {
    /// A payment card (13 to 19 digits) or a device's IMEI (15), by the Luhn check.
    ///
    /// Certain only when grouped as they are printed: one bare number in ten passes the check.
    func cardOrDevice(at index: Int) -> Hit? {
        let joiners = [Byte.dash, Byte.dot, Byte.slash, Byte.comma]
        guard begins(at: index, joiners: joiners) else { return nil }
        var position = index
        var digits: [UInt8] = []
        var groups: [Int] = []
        var run = 0
        while let byte = byte(at: position), digits.count <= 19 {
            if Byte.isDigit(byte) {
                digits.append(byte - Byte.zero)
                run += 1
            } else if byte == Byte.space || byte == Byte.dash, isDigit(at: position + 1) {
                groups.append(run)
                run = 0
            } else {
                break
            }
            position += 1
        }
        groups.append(run)
        guard ends(at: position, joiners: joiners), (13...19).contains(digits.count), passesLuhn(digits)
        else {
            return nil
        }
        let isDevice = groups == [2, 6, 6, 1] || groups == [15]
        if isDevice { return Hit(kind: .imei, range: index..<position, isCertain: groups.count > 1) }
        let isPrinted = groups == [4, 4, 4, 4] || groups == [4, 6, 5] || groups == [4, 4, 4, 4, 3]
        guard isPrinted || groups.count == 1, (2...6).contains(digits[0]) else { return nil }
        return Hit(kind: .card, range: index..<position, isCertain: groups.count > 1)
    }

    private func passesLuhn(_ digits: [UInt8]) -> Bool {
        var sum = 0
        for (position, digit) in digits.reversed().enumerated() {
            let value = position % 2 == 1 ? Int(digit) * 2 : Int(digit)
            sum += value > 9 ? value - 9 : value
        }
        return sum % 10 == 0 && digits.contains { $0 != 0 }
    }

    /// A country code with its own length and the check of ISO 7064, mod 97; spaces may stand between groups
    /// of four.
    func iban(at index: Int) -> Hit? {
        guard bytes.count - index >= 15, Byte.isUpper(bytes[index + 1]), isDigit(at: index + 2),
            isDigit(at: index + 3),
            let length = Self.ibanLengths[String(decoding: bytes[index..<index + 2], as: UTF8.self)]
        else { return nil }
        var position = index
        var characters: [UInt8] = []
        while characters.count < length, let byte = byte(at: position) {
            if byte == Byte.space, characters.count % 4 == 0, !characters.isEmpty {
                position += 1
                continue
            }
            guard Byte.isDigit(byte) || Byte.isUpper(byte) else { return nil }
            characters.append(byte)
            position += 1
        }
        guard characters.count == length, ends(at: position) else { return nil }
        var remainder = 0
        for byte in characters[4...] + characters[..<4] {
            if Byte.isDigit(byte) {
                remainder = (remainder * 10 + Int(byte - Byte.zero)) % 97
            } else {
                remainder = (remainder * 100 + Int(byte) - 55) % 97
            }
        }
        return remainder == 1 ? Hit(kind: .iban, range: index..<position, isCertain: true) : nil
    }

    /// Seventeen characters with the check digit of ISO 3779 in ninth place.
    ///
    /// One code in eleven passes by chance.
    func vin(at index: Int) -> Hit? {
        let end = index + 17
        guard end <= bytes.count, begins(at: index, joiners: [Byte.dash]), ends(at: end, joiners: [Byte.dash])
        else {
            return nil
        }
        let weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
        var sum = 0
        var letters = 0
        for (offset, weight) in weights.enumerated() {
            let byte = bytes[index + offset]
            guard let value = Self.vinValue(byte) else { return nil }
            if !Byte.isDigit(byte) { letters += 1 }
            sum += value * weight
        }
        let check = sum % 11
        let expected = check == 10 ? UInt8(ascii: "X") : Byte.zero + UInt8(check)
        guard bytes[index + 8] == expected, (1...13).contains(letters) else { return nil }
        return Hit(kind: .vin, range: index..<end, isCertain: false)
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

    /// Lengths from the register of ISO 13616.
    private static let ibanLengths: [String: Int] = [
        "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29,
        "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
        "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
        "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20,
        "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22,
        "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25,
        "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25,
        "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
    ]
}
