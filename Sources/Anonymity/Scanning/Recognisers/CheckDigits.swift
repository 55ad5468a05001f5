// SPDX-License-Identifier: Apache-2.0
import Tables

/// The check digits that identifiers share.
enum CheckDigits {
    /// Of ISO/IEC 7812-1: every second digit from the right doubled, all summed, mod 10.
    ///
    /// Digits are values or characters, which have the same low bits.
    static func luhn(_ digits: some BidirectionalCollection<UInt8>) -> Bool {
        var sum = 0
        var isDoubled = false
        var isZero = true
        for digit in digits.reversed() {
            let digit = Int(digit & 0x0F)
            if digit != 0 { isZero = false }
            let value = isDoubled ? digit * 2 : digit
            sum += value > 9 ? value - 9 : value
            isDoubled.toggle()
        }
        return sum % 10 == 0 && !isZero
    }

    /// ISO/IEC 7064, MOD 11-10: the check digit of digits.
    static func mod11And10(_ digits: some Sequence<UInt8>) -> UInt8 {
        var product = 10
        for digit in digits {
            let sum = (Int(digit & 0x0F) + product) % 10
            product = (sum == 0 ? 10 : sum) * 2 % 11
        }
        return UInt8((11 - product) % 10)
    }
}

extension Recognisers {
    /// The values of the digits in `range`.
    func digits(_ range: Range<Int>) -> [UInt8] { bytes[range].map { $0 &- Byte.zero } }

    func areDigits(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy(Byte.isDigit) }

    /// Whether year, month and day are a date of somebody's life.
    static func isBirthday(year: Int, month: Int, day: Int) -> Bool {
        (1880...2050).contains(year) && (1...12).contains(month) && (1...31).contains(day)
            && day <= (month == 2 ? 29 : [4, 6, 9, 11].contains(month) ? 30 : 31)
    }
}
