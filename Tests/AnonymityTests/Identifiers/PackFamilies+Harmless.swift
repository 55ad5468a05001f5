// SPDX-License-Identifier: Apache-2.0
import TestSupport

/// Harmless cells, which resemble identifiers.
extension PackFamilies {
    /// Shapes that telephone numbers of North America have, of any digits.
    mutating func partNumbers334() -> [String] {
        make { "\($0.digits(3))-\($0.digits(3))-\($0.digits(4))" }
    }

    mutating func partNumbers324() -> [String] {
        make { "\($0.digits(3))-\($0.digits(2))-\($0.digits(4))" }
    }

    mutating func twelveHourTimes() -> [String] {
        make { random in
            let date =
                "\(Self.two(random.int(1...12)))/\(Self.two(random.int(1...28)))/20\(random.int(10...29))"
            let minute = Self.two(random.int(0...59))
            return random.pick([
                "\(date) \(Self.two(random.int(1...12))):\(minute) PM",
                "\(date) \(random.int(1...12)):\(minute):00 am",
                "\(random.int(1...12)):\(minute) p.m.", "\(date) 0\(random.int(1...9))", "\(date) 11 PM",
            ])
        }
    }

    mutating func dateRanges() -> [String] {
        make { random in
            func day() -> String { "\(Self.two(random.int(1...28))).\(Self.two(random.int(1...12)))" }
            let (year, short) = (2_000 + random.int(10...29), random.int(10...29))
            return random.pick([
                "\(day()).-\(day()).\(year)", "\(day()).\(short)-\(day()).\(short)",
                "\(day()).\(year) - \(day()).\(year)",
                "\(day()).\(year) – \(day()).\(year)", "\(day()).\(year) bis \(day()).\(year)",
                "0\(random.int(1...9))/\(year)-0\(random.int(1...9))/\(year + 1)", "08:30-16:45",
            ])
        }
    }

    /// Lists of positions and heights, as spectra are written in one cell.
    mutating func spectra() -> [String] {
        make { random in
            let first = random.int(200...600)
            return random.pick([
                (0..<5).map { "0\(first + $0 * 17 + random.int(0...9))" }.joined(separator: " "),
                "0\(first) 0\(first + 20) 0\(first + 40)",
                "0\(first)-0\(first + 50) 0\(first + 90)-0\(first + 99)",
                (0..<4).map { "0.\(first + $0)" }.joined(separator: " "),
                (0..<6).map { _ in Self.two(random.int(1...99)) }.joined(separator: " "),
            ])
        }
    }

    mutating func objectIdentifiers() -> [String] {
        make { "1.3.6.1.4.1.\($0.int(100...60_000)).\($0.int(1...20)).\($0.int(1...300))" }
    }

    mutating func buildVersions() -> [String] {
        make { random in
            "10.0.\(random.pick([17_763, 19_041, 22_621])).\(random.int(1...4_000))"
        }
    }

    mutating func tradeItemNumbers() -> [String] {
        let items = (0..<60).map { _ in
            let digits = "40" + random.digits(10)
            let sum = Self.values(digits).enumerated().reduce(0) {
                $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 3)
            }
            return digits + String((10 - sum % 10) % 10)
        }
        return make { $0.pick(items) }
    }

    mutating func stockNumbers() -> [String] {
        let items = (0..<60).map { _ in
            "\(random.digits(4))-\(random.digits(2))-\(random.digits(3))-\(random.digits(4))"
        }
        return make { $0.pick(items) }
    }

    mutating func shortHashes() -> [String] {
        let hashes = (0..<60).map { _ in random.word("0123456789abcdef", 12) }
        return make { $0.pick(hashes) }
    }

    mutating func meterReadings() -> [String] {
        var value = 13_000_000_000
        return make { random in
            value += random.int(1...900)
            return String(value)
        }
    }

    mutating func longCodes() -> [String] {
        let codes = (0..<60).map { _ in random.word("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 17) }
        return make { $0.pick(codes) }
    }

    mutating func elevenDigits() -> [String] {
        let numbers = (0..<60).map { _ in String(random.int(10_000_000_000...99_999_999_999)) }
        return make { $0.pick(numbers) }
    }

    mutating func letteredNumbers() -> [String] {
        let codes = (0..<60).map { _ in random.digits(8) + random.word("ABCDEFGH", 1) }
        return make { $0.pick(codes) }
    }

    mutating func sixteenDigits() -> [String] {
        let numbers = (0..<60).map { _ in String(random.int(20...99)) + random.digits(14) }
        return make { $0.pick(numbers) }
    }
}
