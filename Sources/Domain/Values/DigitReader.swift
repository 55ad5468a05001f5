// SPDX-License-Identifier: Apache-2.0

/// Reads the parts of an RFC 3339 timestamp from left to right.
struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number(_ digits: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<digits {
            guard let byte = rest.first, (48...57).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 48)
            rest.removeFirst()
        }
        return value
    }

    /// True, and one byte further, when the next byte is one of `choices`.
    mutating func skip(_ choices: StaticString) -> Bool {
        guard let byte = rest.first, choices.withUTF8Buffer({ $0.contains(byte) }) else { return false }
        rest.removeFirst()
        return true
    }

    /// Microseconds of an optional fraction; `nil` when it has no digit or more than six.
    mutating func fraction() -> Int64? {
        guard skip(".") else { return 0 }
        var value: Int64 = 0
        var digits = 0
        while let byte = rest.first, (48...57).contains(byte) {
            value = value * 10 + Int64(byte - 48)
            digits += 1
            guard digits <= 6 else { return nil }
            rest.removeFirst()
        }
        guard digits > 0 else { return nil }
        for _ in digits..<6 { value *= 10 }
        return value
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int64? {
        if skip("Zz") { return 0 }
        let isWest = rest.first == UInt8(ascii: "-")
        guard skip("+-"), let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60
        else {
            return nil
        }
        let seconds = hours * 3600 + minutes * 60
        return isWest ? -seconds : seconds
    }
}
