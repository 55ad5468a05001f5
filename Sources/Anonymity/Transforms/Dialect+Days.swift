// SPDX-License-Identifier: Apache-2.0
import Domain
import Tables

extension Dialect {
    /// The day of a date as ISO 8601 or this dialect writes it, and what follows it.
    func day(_ text: String) -> (day: Int64, rest: Substring)? {
        if let day = Self.isoDay(text) { return day }
        guard dates != .iso, let found = dayText(text) else { return nil }
        let (day, month) = dates == .dmy ? (found.first, found.second) : (found.second, found.first)
        guard let number = CivilDate.day(year: Int64(found.year), month: Int64(month), day: Int64(day)) else {
            return nil
        }
        return (number, text.dropFirst(found.count))
    }

    /// A day, written as the date that `text` begins with is; what follows that date stays.
    func written(_ day: Int64, like text: String) -> String {
        let date = CivilDate.date(ofDay: day)
        guard Self.isoDay(text) == nil, let found = dayText(text) else {
            return
                "\(Self.padded(date.year, 4))-\(Self.padded(date.month, 2))-\(Self.padded(date.day, 2))\(text.dropFirst(10))"
        }
        let (first, second) = dates == .mdy ? (date.month, date.day) : (date.day, date.month)
        let mark = String(decoding: [found.mark], as: UTF8.self)
        let numbers = [
            Self.padded(first, found.digits.first), Self.padded(second, found.digits.second),
            Self.padded(date.year, 4),
        ]
        return numbers.joined(separator: mark) + text.dropFirst(found.count)
    }

    private func dayText(_ text: String) -> DayText? {
        var text = text
        return text.withUTF8 { DayText($0) }
    }

    private static func isoDay(_ text: String) -> (day: Int64, rest: Substring)? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes[4] == Byte.dash, bytes[7] == Byte.dash,
            bytes.count == 10 || [UInt8(ascii: "T"), Byte.space].contains(bytes[10]),
            let year = Int64(text.prefix(4)), let month = Int64(text.dropFirst(5).prefix(2)),
            let day = Int64(text.dropFirst(8).prefix(2)),
            let number = CivilDate.day(year: year, month: month, day: day)
        else { return nil }
        return (number, text.dropFirst(10))
    }

    static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
