// SPDX-License-Identifier: Apache-2.0
import Tables

/// Dates and times as tables write them: ISO 8601 (extended or basic), day or month first with `.` or `/`, a
/// time alone, of 24 or 12 hours; and ranges of those.
enum Timestamp {
    static func matches(_ bytes: Bytes) -> Bool { isMoment(bytes) || isRange(bytes) }

    static func isMoment(_ bytes: Bytes) -> Bool {
        guard let date = dateLength(bytes) else { return isTime(bytes, isBehindDate: false) }
        let rest = bytes.part(date..<bytes.count)
        guard let separator = rest.first else { return true }
        guard separator == Byte.space || separator | 0x20 == UInt8(ascii: "t") else { return false }
        let time = rest.part(1..<rest.count)
        return isTime(time, isBehindDate: true) || isHour(time)
    }

    private static func dateLength(_ bytes: Bytes) -> Int? {
        var index = 0
        guard let first = number(bytes, &index, digits: 1...8) else { return nil }
        if index == 8 { return bytes.count > 8 && isDay(first % 100) && isMonth(first / 100 % 100) ? 8 : nil }
        guard index < bytes.count else { return nil }
        let separator = bytes[index]
        guard separator == Byte.dash || separator == Byte.slash || separator == Byte.dot else { return nil }
        let isYearFirst = index == 4
        index += 1
        guard let second = number(bytes, &index, digits: 1...2) else { return nil }
        if isYearFirst, separator == Byte.dash, index == bytes.count {
            return isYear(first) && isMonth(second) ? index : nil
        }
        guard index < bytes.count, bytes[index] == separator else { return nil }
        index += 1
        guard let third = number(bytes, &index, digits: isYearFirst ? 1...2 : 2...4) else { return nil }
        if isYearFirst { return isYear(first) && isMonth(second) && isDay(third) ? index : nil }
        guard third < 100 || isYear(third), isDay(first), isDay(second) else { return nil }
        return isMonth(first) || isMonth(second) ? index : nil
    }

    /// `08` behind a date.
    private static func isHour(_ bytes: Bytes) -> Bool {
        var index = 0
        guard let hour = number(bytes, &index, digits: 1...2) else { return false }
        return hour < 25 && index == bytes.count
    }

    /// `HH:MM[:SS[.fraction]]`, or `HHMM[SS]` behind a date, with an optional zone or half of the day.
    ///
    /// Without a date, four digits, a hyphen and four digits are a part's number.
    private static func isTime(_ bytes: Bytes, isBehindDate: Bool) -> Bool {
        var index = 0
        guard let first = number(bytes, &index, digits: 1...6) else { return false }
        if index <= 2 {
            if (1...12).contains(first), isHalf(bytes.part(index..<bytes.count)) { return true }
            guard first < 25, index < bytes.count, bytes[index] == Byte.colon else { return false }
            index += 1
            guard let minute = number(bytes, &index, digits: 2...2), minute < 60 else { return false }
            if index < bytes.count, bytes[index] == Byte.colon {
                index += 1
                guard let second = number(bytes, &index, digits: 2...2), second < 61 else { return false }
            }
        } else if !isBehindDate || index != 4 && index != 6 {
            return false
        }
        if index < bytes.count, bytes[index] == Byte.dot || bytes[index] == Byte.comma {
            index += 1
            guard number(bytes, &index, digits: 1...9) != nil else { return false }
        }
        let rest = bytes.part(index..<bytes.count)
        return isZone(rest) || isHalf(rest)
    }

    /// The half of a day behind a time: `AM`, ` pm` or ` p.m.`.
    private static func isHalf(_ bytes: Bytes) -> Bool {
        let letters = bytes.filter { $0 != Byte.dot && $0 != Byte.space }
        return (2...6).contains(bytes.count) && letters.count == 2 && letters[1] | 0x20 == UInt8(ascii: "m")
            && (letters[0] | 0x20 == UInt8(ascii: "a") || letters[0] | 0x20 == UInt8(ascii: "p"))
    }

    private static func isZone(_ bytes: Bytes) -> Bool {
        guard let sign = bytes.first else { return true }
        if bytes.count == 1 { return sign | 0x20 == UInt8(ascii: "z") }
        guard sign == Byte.plus || sign == Byte.dash, (3...6).contains(bytes.count) else { return false }
        return bytes.dropFirst().allSatisfy { Byte.isDigit($0) || $0 == Byte.colon }
    }

    private static func number(_ bytes: Bytes, _ index: inout Int, digits: ClosedRange<Int>) -> Int? {
        let first = index
        var value = 0
        while index < bytes.count, index - first < 9, Byte.isDigit(bytes[index]) {
            value = value * 10 + Int(bytes[index] - Byte.zero)
            index += 1
        }
        return digits.contains(index - first) ? value : nil
    }

    private static func isYear(_ value: Int) -> Bool { (1800...2200).contains(value) }
    private static func isMonth(_ value: Int) -> Bool { (1...12).contains(value) }
    private static func isDay(_ value: Int) -> Bool { (1...31).contains(value) }
}
