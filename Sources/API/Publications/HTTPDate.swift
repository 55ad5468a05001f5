// SPDX-License-Identifier: Apache-2.0
import Domain

/// The one date format that HTTP writes (RFC 9110, section 5.6.7), as `Tue, 24 Nov 2026 10:00:00 GMT`.
enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func string(_ instant: Instant) -> String {
        let seconds = instant.wholeSeconds.rawValue / 1_000_000
        let secondOfDay = Int((seconds % 86_400 + 86_400) % 86_400)
        let day = (seconds - Int64(secondOfDay)) / 86_400
        let date = CivilDate.date(ofDay: day)
        let weekday = days[Int((day % 7 + 7) % 7)]
        let time = [secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60].map(padded).joined(
            separator: ":"
        )
        return "\(weekday), \(padded(Int(date.day))) \(months[Int(date.month) - 1]) \(date.year) \(time) GMT"
    }

    private static func padded(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
