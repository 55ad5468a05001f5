// SPDX-License-Identifier: Apache-2.0
import TestSupport

@testable import Anonymity

/// Cells of the kinds of the packs, with check digits reckoned from the standards' own words, and harmless
/// cells that resemble them.
struct PackFamilies {
    static let size = 400

    var random: SeededRandom

    init(seed: UInt64 = 7) {
        random = SeededRandom(seed)
    }

    mutating func make(_ cell: (inout SeededRandom) -> String) -> [String] {
        (0..<Self.size).map { _ in cell(&random) }
    }

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    static func values(_ digits: String) -> [Int] { digits.map { $0.wholeNumberValue ?? 0 } }

    static func luhn(_ digits: String) -> String {
        let sum = values(digits).reversed().enumerated().reduce(0) { sum, next in
            let doubled = next.offset % 2 == 0 ? next.element * 2 : next.element
            return sum + doubled / 10 + doubled % 10
        }
        return digits + String((10 - sum % 10) % 10)
    }

    static func grouped(_ text: String, _ counts: [Int], _ separator: String) -> String {
        var rest = Substring(text)
        return counts.map { count in
            defer { rest = rest.dropFirst(count) }
            return String(rest.prefix(count))
        }.joined(separator: separator)
    }

    /// GB 11643: the sum of digits times 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 says by its rest
    /// mod 11 the place in 10X98765432.
    mutating func chineseCards() -> [String] {
        make { random in
            let place = random.pick(["110105", "310101", "440305", "510107", "650102"])
            let day =
                "\(random.int(1940...2012))\(Self.two(random.int(1...12)))\(Self.two(random.int(1...28)))"
            let number = place + day + random.digits(3)
            let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
            let rest = zip(Self.values(number), weights).reduce(0) { $0 + $1.0 * $1.1 } % 11
            let card = number + String(Array("10X98765432")[rest])
            return random.pick([card, card, card.lowercased()])
        }
    }

    mutating func chineseMobiles() -> [String] {
        make { random in
            let number =
                random.pick(["130", "138", "147", "152", "166", "177", "189", "199"]) + random.digits(8)
            return random.pick([
                number, "86" + number, Self.grouped(number, [3, 4, 4], " "),
                Self.grouped(number, [3, 4, 4], "-"),
                "86 " + Self.grouped(number, [3, 4, 4], " "), "86-" + number,
            ])
        }
    }

    mutating func chinesePlates() -> [String] {
        make { random in
            let head = random.pick(["京", "沪", "粤", "苏", "川"]) + random.word("ABCDEFGHJ", 1)
            return random.pick([
                head + random.word("ABCDE0123456789", 4) + random.digits(1), head + "·" + random.digits(5),
                head + "D" + random.digits(5), head + "-" + random.digits(5),
            ])
        }
    }

    /// GB 32100: the sum of values times powers of 3 mod 31, taken from 31.
    mutating func creditCodes() -> [String] {
        make { random in
            let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
            let code =
                "91" + random.pick(["110108", "310115", "440300"]) + random.word("0123456789ABCDEFGHJ", 9)
            let sum = code.enumerated().reduce(0) { sum, next in
                let power = (0..<next.offset).reduce(1) { product, _ in product * 3 % 31 }
                return sum + (alphabet.firstIndex(of: next.element) ?? 0) * power
            }
            return code + String(alphabet[(31 - sum % 31) % 31])
        }
    }

    /// § 139b AO: one digit twice or three times among ten, then the check digit of MOD 11-10.
    mutating func germanTaxIDs() -> [String] {
        make { random in
            var digits = Array("1234567890").shuffled(using: &random)
            while digits[0] == "0" { digits.shuffle(using: &random) }
            let from = random.int(0...9)
            var to = random.int(1...9)
            while to == from { to = random.int(1...9) }
            digits[to] = digits[from]
            let number = String(digits)
            var product = 10
            for value in Self.values(number) {
                var sum = (value + product) % 10
                if sum == 0 { sum = 10 }
                product = sum * 2 % 11
            }
            let id = number + String(11 - product == 10 ? 0 : 11 - product)
            return random.pick([id, Self.grouped(id, [2, 3, 3, 3], " ")])
        }
    }

    mutating func germanPensionNumbers() -> [String] {
        make { random in
            let letter = random.int(1...26)
            let head =
                Self.two(random.int(2...89)) + Self.two(random.int(1...31)) + Self.two(random.int(1...12))
                + Self.two(random.int(40...99))
            let serial = Self.two(random.int(0...99))
            let values = Self.values(head + Self.two(letter) + serial)
            let sum = zip(values, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]).reduce(0) {
                $0 + $1.0 * $1.1 / 10 + $1.0 * $1.1 % 10
            }
            return head + String(UnicodeScalar(UInt8(64 + letter))) + serial + String(sum % 10)
        }
    }

    /// The key is 97 less the rest of thirteen digits by 97; the places of Corsica count 19 and 18.
    mutating func frenchNIRs() -> [String] {
        make { random in
            let place = random.pick(["75", "13", "59", "2A", "2B"])
            let head = random.pick(["1", "2"]) + Self.two(random.int(0...99)) + Self.two(random.int(1...12))
            let tail = Self.two(random.int(1...99)) + random.digits(4)
            let counted = place == "2A" ? "19" : place == "2B" ? "18" : place
            let key = 97 - (Int(head + counted + tail) ?? 0) % 97
            let number = head + place + tail + Self.two(key)
            return random.pick([number, Self.grouped(number, [1, 2, 2, 2, 3, 3, 2], " ")])
        }
    }

    mutating func spanishDNIs() -> [String] {
        make { random in
            let letters = Array("TRWAGMYFPDXBNJZSQVHLCKE")
            let digits = random.digits(7)
            let foreign = random.int(0...2)
            return random.pick([
                {
                    let number = String(random.int(1...9)) + digits
                    return number + String(letters[(Int(number) ?? 0) % 23])
                }(),
                ["X", "Y", "Z"][foreign] + digits
                    + String(letters[(foreign * 10_000_000 + (Int(digits) ?? 0)) % 23]),
            ])
        }
    }

    mutating func britishNINOs() -> [String] {
        make { random in
            let number =
                random.word("ABCEHJ", 1) + random.word("ABCEHJKL", 1) + random.digits(6)
                + random.word("ABCD", 1)
            return random.pick([number, Self.grouped(number, [2, 2, 2, 2, 1], " "), number.lowercased()])
        }
    }

    mutating func nhsNumbers() -> [String] {
        make { random in
            while true {
                let digits = String(random.int(4...7)) + random.digits(8)
                let sum = Self.values(digits).enumerated().reduce(0) { $0 + $1.element * (10 - $1.offset) }
                let check = 11 - sum % 11
                guard check != 10 else { continue }
                let number = digits + String(check == 11 ? 0 : check)
                return random.pick([number, Self.grouped(number, [3, 3, 4], " ")])
            }
        }
    }

    mutating func chipCards() -> [String] {
        make { random in
            let number = Self.luhn("89" + random.pick(["4902", "3310", "8601"]) + random.digits(12))
            return random.pick([number, Self.grouped(number, [4, 4, 4, 4, 3], " ")])
        }
    }

    mutating func softwareVersions() -> [String] {
        make { random in
            let number = random.pick(["35", "86", "01"]) + random.digits(14)
            return random.pick([number, number, number, Self.grouped(number, [2, 6, 6, 2], "-")])
        }
    }

    mutating func europeanVINs() -> [String] {
        make { random in
            let vin =
                random.pick(["WVGZZZ5NZ", "WDB906113", "VF1RFB00X", "ZFA250000", "TMBZZZ1Z5"])
                + random.word("ABCDEFGHJK0123456789", 2) + random.digits(6)
            return random.pick([vin, vin.lowercased()])
        }
    }

    mutating func bareMACs() -> [String] {
        make { random in
            let number =
                random.pick(["001A2B", "3C5AB4", "F8E43B", "A4C138"]) + random.word("0123456789ABCDEF", 6)
            return random.pick([number, number.lowercased(), Self.grouped(number, [2, 2, 2, 2, 2, 2], " ")])
        }
    }

    mutating func ibansAsWritten() -> [String] {
        make { random in
            let account = random.digits(18)
            let rest = (account + "131400").reduce(0) { ($0 * 10 + ($1.wholeNumberValue ?? 0)) % 97 }
            let iban = "DE" + Self.two(98 - rest) + account
            return random.pick([
                iban.lowercased(), Self.grouped(iban, [4, 4, 4, 4, 4, 2], "-"),
                Self.grouped(iban.lowercased(), [4, 4, 4, 4, 4, 2], " "),
                Self.grouped(iban, [4, 4, 4, 4, 4, 2], "\u{A0}"),
            ])
        }
    }

    mutating func coordinatesWithCommas() -> [String] {
        make { random in
            "\(random.int(-89...89)),\(random.digits(6))\(random.pick([";", "; ", " ", " / "]))\(random.int(-179...179)),\(random.digits(6))"
        }
    }

    mutating func nationalPhones() -> [String] {
        make { random in
            let number = random.digits(7)
            return random.pick([
                "030 \(number)", "(030) \(number)", "0171-\(number)",
                "01 \(number.prefix(2)) \(number.suffix(2)) 41 57",
                "0171 / \(number)", "010-6\(number)",
            ])
        }
    }

    mutating func germanPlates() -> [String] {
        make { random in
            random.pick(["M", "B", "HH", "WÜ", "STA"]) + random.pick(["-", " "])
                + random.word("ABCXYZ", random.int(1...2))
                + " \(random.int(1...9_999))" + random.pick(["", "", "E"])
        }
    }
}
