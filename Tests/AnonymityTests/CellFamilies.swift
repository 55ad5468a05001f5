// SPDX-License-Identifier: Apache-2.0
import TestSupport

@testable import Anonymity

/// Cells of each kind, made at random: identifiers that must be found and harmless cells that must not.
struct CellFamilies {
    static let size = 400

    private var random: SeededRandom

    init(seed: UInt64 = 42) {
        random = SeededRandom(seed)
    }

    private mutating func make(_ cell: (inout SeededRandom) -> String) -> [String] {
        (0..<Self.size).map { _ in cell(&random) }
    }

    // MARK: Identifiers

    mutating func emails() -> [String] {
        make { random in
            let name = random.word("abcdefgh", random.int(1...8)) + random.pick(["", ".", "_", "+", "-"])
            let host = random.word("klmnop123", random.int(3...8))
            return name + random.word("xyz0", 3) + "@" + host
                + random.pick([".de", ".com", ".co.uk", ".example"])
        }
    }

    mutating func userURLs() -> [String] {
        make { "https://\($0.word("abc", 5)):\($0.word("xyz9", 6))@\($0.word("host", 4)).example.org/path" }
    }

    mutating func phones() -> [String] {
        make { random in
            let (area, number) = (random.digits(2), random.digits(random.int(6...7)))
            return random.pick([
                "+49 30\(area) \(number)", "+4930\(area)\(number)", "+49-30-\(area)-\(number)",
                "+49 (0) 30 \(area)\(number)", "+49 (30) \(area)\(number)", "+49.30.\(area).\(number)",
                "+49 30/\(area)\(number)", "+49 1\(area) \(number.prefix(3)) \(number.suffix(4))",
            ])
        }
    }

    mutating func ipv4() -> [String] {
        make { "\($0.int(11...254)).\($0.int(0...255)).\($0.int(33...255)).\($0.int(1...254))" }
    }

    mutating func ipv6() -> [String] {
        make { random in
            let groups = (0..<8).map { _ in String(random.int(0...65_535), radix: 16) }
            return random.pick([
                groups.joined(separator: ":"), "2001:db8::\(groups[0])", "fe80::1\(groups[1].prefix(3))",
                "2a02:\(groups[2]):\(groups[3])::1",
            ])
        }
    }

    mutating func macs() -> [String] {
        make { random in
            let pairs = (0..<6).map { _ in random.word("0123456789abcdef", 2) }
            let dotted = pairs[0] + pairs[1] + "." + pairs[2] + pairs[3] + "." + pairs[4] + pairs[5]
            return random.pick([
                pairs.joined(separator: ":"), pairs.joined(separator: "-").uppercased(), dotted,
            ])
        }
    }

    mutating func ibans() -> [String] {
        make { random in
            let (country, length) = random.pick([("DE", 18), ("FR", 23), ("NL", 14), ("AT", 16), ("GB", 18)])
            var account = random.digits(length)
            if country == "NL" || country == "GB" { account = "ABNA" + account.dropFirst(4) }
            let number = (account + country + "00").reduce(0) { remainder, character in
                let value = character.hexDigitValue ?? 0
                guard character.isLetter else { return (remainder * 10 + value) % 97 }
                return (remainder * 100 + Int(character.asciiValue ?? 0) - 55) % 97
            }
            let check = 98 - number
            let compact = country + (check < 10 ? "0" : "") + String(check) + account
            guard random.int(0...1) == 0 else { return compact }
            return stride(from: 0, to: compact.count, by: 4)
                .map { String(compact.dropFirst($0).prefix(4)) }.joined(separator: " ")
        }
    }

    private static func luhn(_ digits: String) -> String {
        let sum = digits.reversed().enumerated().reduce(0) { sum, next in
            let value = next.element.wholeNumberValue ?? 0
            let doubled = next.offset % 2 == 0 ? value * 2 : value
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
        return digits + String((10 - sum % 10) % 10)
    }

    mutating func printedCards() -> [String] {
        make { random in
            let digits = Self.luhn("4" + random.digits(14))
            return stride(from: 0, to: 16, by: 4)
                .map { String(digits.dropFirst($0).prefix(4)) }.joined(separator: random.pick([" ", "-"]))
        }
    }

    mutating func bareCards() -> [String] { make { Self.luhn("5\($0.int(1...5))" + $0.digits(13)) } }

    mutating func imeis() -> [String] { make { Self.luhn("35" + $0.digits(12)) } }

    mutating func vins() -> [String] {
        make { random in
            let letters = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
            var vin = Array("1M8GDM9AXKP" + random.digits(6))
            vin[3] = Array(letters)[random.int(0...22)]
            let values = Dictionary(
                uniqueKeysWithValues: zip(
                    "ABCDEFGHJKLMNPRSTUVWXYZ",
                    [
                        1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9,
                    ]
                )
            )
            let weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
            let sum = zip(vin, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? values[$1.0] ?? 0) * $1.1 }
            vin[8] = sum % 11 == 10 ? "X" : Character(String(sum % 11))
            return String(vin)
        }
    }

    mutating func uuids() -> [String] {
        make { random in
            [8, 4, 4, 4, 12].map { random.word("0123456789abcdef", $0) }.joined(separator: "-")
        }
    }

    mutating func coordinates() -> [String] {
        make {
            "\($0.int(-89...89)).\($0.digits(6)),\($0.pick(["", " "]))\($0.int(-179...179)).\($0.digits(6))"
        }
    }

    mutating func socialSecurity() -> [String] {
        make { random in
            let area = String(random.int(100...665))
            return "\(area)-\(random.int(10...99))-\(random.int(1_000...9_999))"
        }
    }

    // MARK: Harmless cells

    mutating func counters() -> [String] {
        var value = 1_000_000_000
        return make { random in
            value += random.int(1...900)
            return String(value)
        }
    }

    mutating func smallCounters() -> [String] {
        var value = 1_204_000
        return make { random in
            value += random.int(1...90)
            return String(value)
        }
    }

    mutating func epochSeconds() -> [String] { make { String($0.int(1_500_000_000...1_800_000_000)) } }

    mutating func timestamps() -> [String] {
        make { random in
            func two(_ range: ClosedRange<Int>) -> String {
                let value = random.int(range)
                return value < 10 ? "0\(value)" : "\(value)"
            }
            let date = "20\(two(10...29))-\(two(1...12))-\(two(1...28))"
            let time = "\(two(0...23)):\(two(0...59)):\(two(0...59))"
            return random.pick([
                "\(date)T\(time)Z", "\(date) \(time)", "\(date)T\(time).\(random.digits(3))+01:00",
                "\(date)T\(time)+0200",
            ])
        }
    }

    mutating func partCodes() -> [String] {
        let codes = (0..<40).map { _ in
            random.pick([
                "AB-\(random.digits(4))-X", "\(random.digits(4))-\(random.digits(3))",
                "M8x\(random.digits(2))",
                "6ES7 \(random.digits(3))-1AB00", "DIN \(random.digits(4))",
            ])
        }
        return make { $0.pick(codes) }
    }

    mutating func versions() -> [String] {
        make { random in
            let number = "\(random.int(0...9)).\(random.int(0...30)).\(random.int(0...99))"
            return random.pick([
                number, "v\(number)", "\(number).\(random.int(0...9))", "\(number)-rc\(random.int(1...3))",
            ])
        }
    }

    mutating func prose() -> [String] {
        make { random in
            let (a, b) = (random.int(1...400), random.int(1_000...99_999))
            return random.pick([
                "Bearing \(a) replaced after \(b) h",
                "Pressure rose to \(a) bar at \(b) rpm, valve 3-\(a) closed",
                "Order \(b) of 2024-03-\(random.int(10...28)): \(a) pieces scrapped",
                "Torque \(a).\(a) Nm at step \(b)",
                "Line \(a): restart at 10:\(random.int(10...59)):30 after alarm \(b)",
            ])
        }
    }

    mutating func decimals() -> [String] {
        make { random in
            let places = random.digits(random.int(1...8))
            return random.pick(["", "-", "+"]) + "\(random.int(0...99_999)).\(places)"
                + random.pick(["", "e-3", ""])
        }
    }
}
