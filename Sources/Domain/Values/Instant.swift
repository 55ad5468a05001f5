// SPDX-License-Identifier: Apache-2.0

/// A moment in UTC, in whole microseconds since 1970, which is what PostgreSQL keeps.
package struct Instant: RawRepresentable, Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z; negative before it.
    package let rawValue: Int64

    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The moment `seconds` later (or earlier, when negative); a moment past the range of `Int64` traps.
    package func advanced(bySeconds seconds: Int64) -> Self {
        Self(rawValue: rawValue + seconds * 1_000_000)
    }

    /// The moment a number of 24-hour days later, or earlier when negative; it can trap as well.
    package func advanced(byDays days: Int64) -> Self {
        advanced(bySeconds: days * 86_400)
    }

    /// The beginning of the second in which this moment lies, which is never after it.
    package var wholeSeconds: Self {
        Self(rawValue: rawValue - positiveRemainder(rawValue, 1_000_000))
    }
}

extension Instant: CustomStringConvertible {
    /// RFC 3339 in UTC with `Z`; the fraction has six digits and is left out when it is zero.
    package var description: String {
        let fraction = positiveRemainder(rawValue, 1_000_000)
        let seconds = (rawValue - fraction) / 1_000_000
        let secondOfDay = positiveRemainder(seconds, 86_400)
        let (year, month, day) = CivilDate.date(ofDay: (seconds - secondOfDay) / 86_400)
        var text = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T"
        text +=
            "\(padded(secondOfDay / 3600, 2)):\(padded(secondOfDay / 60 % 60, 2)):\(padded(secondOfDay % 60, 2))"
        if fraction != 0 { text += ".\(padded(fraction, 6))" }
        return text + "Z"
    }

    private func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Instant: LosslessStringConvertible {
    /// Reads RFC 3339, section 5.6: any offset, up to six digits of fraction, years 1 to
    /// 9999; `nil` for all else.
    package init?(_ text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), reader.skip("Tt"),
            let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2), reader.skip(":"),
            let second = reader.number(2), let fraction = reader.fraction(), let offset = reader.offset(),
            reader.isAtEnd, (1...9999).contains(year), hour < 24, minute < 60, second < 60,
            let days = CivilDate.day(year: year, month: month, day: day)
        else { return nil }
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
        self.init(rawValue: seconds * 1_000_000 + fraction)
    }
}

private func positiveRemainder(_ number: Int64, _ divisor: Int64) -> Int64 {
    let remainder = number % divisor
    return remainder < 0 ? remainder + divisor : remainder
}
