// SPDX-License-Identifier: Apache-2.0
import Tables

/// A number as its digits say, whatever binary fractions make of it.
struct Decimal: Hashable {
    enum Precision: UInt64 {
        case exact = 1
        case three = 2
        case two = 3

        /// How many digits are kept; of an exact one all.
        var digits: Int {
            switch self {
            case .exact: .max
            case .three: 3
            case .two: 2
            }
        }
    }

    /// Without zeros at its end; 0 has none.
    var mantissa: UInt64
    var exponent: Int
    var isNegative: Bool

    init(mantissa: UInt64, exponent: Int, isNegative: Bool) {
        self.mantissa = mantissa
        self.exponent = exponent
        self.isNegative = isNegative
        if mantissa == 0 {
            self.exponent = 0
            self.isNegative = false
        } else {
            while self.mantissa % 10 == 0 {
                self.mantissa /= 10
                self.exponent += 1
            }
        }
    }

    var digits: Int {
        var (count, rest) = (1, mantissa)
        while rest >= 10 {
            rest /= 10
            count += 1
        }
        return count
    }

    func rounded(_ precision: Precision) -> Decimal {
        let keep = precision.digits
        var (count, result, power) = (digits, mantissa, exponent)
        guard precision != .exact, count > keep else { return self }
        while count > keep + 1 {
            result /= 10
            power += 1
            count -= 1
        }
        return Decimal(mantissa: (result + 5) / 10, exponent: power + 1, isNegative: isNegative)
    }

    /// A whole number below some 10^17, when it is one.
    var whole: Int? {
        guard exponent >= 0, exponent < 12, mantissa < 1_000_000 else {
            return mantissa == 0 ? 0 : nil
        }
        var value = Int(mantissa)
        for _ in 0..<exponent { value *= 10 }
        return isNegative ? -value : value
    }

    func hash(_ precision: Precision) -> UInt64 {
        let sign: UInt64 = isNegative ? 8 : 0
        let tag = UInt64(bitPattern: Int64(exponent)) << 4 | sign | precision.rawValue
        return ByteHash.secret.hash(ByteHash.secret.hash(mantissa) ^ tag)
    }
}

/// A number where it stands in a text.
struct NumberForm {
    let value: Decimal
    let end: Int

    /// Reads from the first digit; the sign is looked for before it.
    init(_ text: Bytes, _ start: Int, commaIsPoint: Bool) {
        var index = start
        var mantissa: UInt64 = 0
        var exponent = 0
        var commas = 0
        var isBehindPoint = false
        var sinceComma = 0
        // One comma with other than three digits behind it is a point; else commas part thousands.
        let commaParts = commaIsPoint && Self.partsThousands(text, start)
        while index < text.count {
            let byte = text[index]
            if Byte.isDigit(byte) {
                if mantissa < 1_000_000_000_000_000_00 {
                    mantissa = mantissa &* 10 &+ UInt64(byte &- Byte.zero)
                    if isBehindPoint { exponent &-= 1 }
                } else if !isBehindPoint {
                    exponent &+= 1
                }
                sinceComma &+= 1
            } else if byte == Byte.dot || commaIsPoint && byte == Byte.comma {
                guard index &+ 1 < text.count, Byte.isDigit(text[index &+ 1]) else { break }
                if byte == Byte.comma, commaParts {
                    commas &+= 1
                } else if isBehindPoint {
                    break
                } else {
                    isBehindPoint = true
                }
            } else {
                break
            }
            index &+= 1
        }
        if index &+ 1 < text.count, text[index] == UInt8(ascii: "e") {
            var at = index &+ 1
            let isMinus = text[at] == Byte.dash
            if isMinus || text[at] == Byte.plus { at &+= 1 }
            var power = 0
            let first = at
            while at < text.count, Byte.isDigit(text[at]), at &- first < 4 {
                power = power &* 10 &+ Int(text[at] &- Byte.zero)
                at &+= 1
            }
            if at > first {
                exponent &+= isMinus ? -power : power
                index = at
            }
        }
        end = index
        let signed =
            start > 0 && text[start &- 1] == Byte.dash
            && (start == 1 || !Byte.isWord(text[start &- 2]) && text[start &- 2] != UInt8(ascii: ")"))
        value = Decimal(mantissa: mantissa, exponent: exponent, isNegative: signed)
    }

    private static func partsThousands(_ text: Bytes, _ start: Int) -> Bool {
        var index = start
        var run = 0
        var commas = 0
        while index < text.count, Byte.isDigit(text[index]) || text[index] == Byte.comma {
            if text[index] == Byte.comma {
                guard commas == 0 ? run <= 3 : run == 3 else { return false }
                commas &+= 1
                run = 0
            } else {
                run &+= 1
            }
            index &+= 1
        }
        return commas > 0 && run == 3 && text[start] != Byte.zero
    }
}

/// A date where it stands in a text, in any order of its parts.
enum DateForm {
    /// The date's hash, and where it ends; day and month may change places.
    static func read(_ text: Bytes, _ start: Int) -> (hash: UInt64, end: Int)? {
        var parts = (0, 0, 0)
        var lengths = (0, 0, 0)
        var index = start
        var separator: UInt8 = 0
        for part in 0..<3 {
            let first = index
            var value = 0
            while index < text.count, Byte.isDigit(text[index]), index &- first < 5 {
                value = value &* 10 &+ Int(text[index] &- Byte.zero)
                index &+= 1
            }
            let length = index &- first
            guard length > 0, length < 5 else { return nil }
            switch part {
            case 0: (parts.0, lengths.0) = (value, length)
            case 1: (parts.1, lengths.1) = (value, length)
            default: (parts.2, lengths.2) = (value, length)
            }
            guard part < 2 else { break }
            guard index < text.count else { return nil }
            let byte = text[index]
            guard byte == Byte.dash || byte == Byte.dot || byte == Byte.slash,
                separator == 0 || separator == byte
            else { return nil }
            separator = byte
            index &+= 1
        }
        guard lengths.1 <= 2 else { return nil }
        let (year, one, two): (Int, Int, Int)
        if lengths.0 == 4, lengths.2 <= 2 {
            (year, one, two) = (parts.0, parts.1, parts.2)
        } else if lengths.0 <= 2, lengths.2 == 4 {
            (year, one, two) = (parts.2, parts.0, parts.1)
        } else {
            return nil
        }
        guard (1...31).contains(one), (1...31).contains(two), min(one, two) <= 12 else { return nil }
        let key = UInt64(year) << 16 | UInt64(min(one, two)) << 8 | UInt64(max(one, two))
        return (ByteHash.secret.hash(ByteHash.secret.hash(key) ^ 0xDA7E), index)
    }
}
