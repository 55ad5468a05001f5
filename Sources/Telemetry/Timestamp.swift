// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The time of a log line, RFC 3339 in UTC with microseconds.
enum Timestamp {
    static func now() -> String {
        var clock = timespec()
        clock_gettime(CLOCK_REALTIME, &clock)
        var parts = tm()
        gmtime_r(&clock.tv_sec, &parts)
        let date = [Int(parts.tm_mon) + 1, Int(parts.tm_mday)].map { padded($0, 2) }.joined(separator: "-")
        let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded(Int($0), 2) }.joined(
            separator: ":"
        )
        return "\(Int(parts.tm_year) + 1900)-\(date)T\(time).\(padded(clock.tv_nsec / 1000, 6))Z"
    }

    private static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
