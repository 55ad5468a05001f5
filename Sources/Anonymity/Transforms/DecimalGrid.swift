// SPDX-License-Identifier: Apache-2.0
import Foundation
import Tables

/// The multiples of a width from an origin on, in decimal arithmetic: what is printed is what was compared.
///
/// In binary fractions 0.6 / 0.1 is a little under 6, and `0.6` would land in `0.5..<0.6`.
struct DecimalGrid {
    /// What Foundation's `Decimal` holds exactly.
    private static let significantDigits = 38

    private let width: Decimal
    private let origin: Decimal

    /// `nil` for a width or an origin beyond what decimal arithmetic holds.
    init?(width: Double, origin: Double = 0) {
        guard let width = Self.decimal("\(width)"), let origin = Self.decimal("\(origin)"), width > 0 else {
            return nil
        }
        self.width = width
        self.origin = origin
    }

    /// The bounds of the interval that holds a number; the upper one is not in it.
    ///
    /// `nil` for a number that decimal arithmetic cannot place.
    func interval(of number: Decimal) -> (low: Decimal, high: Decimal)? {
        // A quotient has 38 digits, so that it may land a step aside.
        let step = Self.rounded((number - origin) / width, .down)
        for near in [step, step - 1, step + 1] {
            let low = near * width + origin
            let high = low + width
            if !low.isNaN, !high.isNaN, low <= number, number < high { return (low, high) }
        }
        return nil
    }

    /// The multiple nearest to a number, of two the one farther from zero.
    func nearest(to number: Decimal) -> Decimal? {
        let multiple = Self.rounded((number - origin) / width, .plain) * width + origin
        return multiple.isNaN ? nil : multiple
    }

    /// The number that a text without blanks writes, with a dot before its fraction; `nil` when it has more
    /// digits than decimal arithmetic holds.
    static func decimal(_ text: String) -> Decimal? {
        let mantissa = text.utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }
        guard mantissa.count(where: { Byte.isDigit($0) }) <= significantDigits else { return nil }
        guard let value = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")), !value.isNaN
        else {
            return nil
        }
        return value
    }

    private static func rounded(_ value: Decimal, _ mode: Decimal.RoundingMode) -> Decimal {
        var (value, result) = (value, Decimal())
        NSDecimalRound(&result, &value, 0, mode)
        return result
    }
}
