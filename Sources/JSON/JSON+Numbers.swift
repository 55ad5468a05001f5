// SPDX-License-Identifier: Apache-2.0

extension JSON {
    /// Appends `value` as ECMAScript's Number::toString spells it, as RFC 8785 asks.
    ///
    /// Swift's description has the same digits (the fewest that read back as the same double, and of those
    /// the closest); only the placing of point and exponent differs.
    static func write(_ value: Double, into output: inout [UInt8]) {
        guard value.isFinite else { return output.append(contentsOf: "null".utf8) }
        guard value != 0 else { return output.append(UInt8(ascii: "0")) }
        if value < 0 { output.append(UInt8(ascii: "-")) }
        let (digits, point) = decimal(of: value.magnitude)
        switch point {
        case digits.count...21:
            output.append(contentsOf: digits)
            output.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: point - digits.count))
        case 1...21:
            output.append(contentsOf: digits[..<point])
            output.append(UInt8(ascii: "."))
            output.append(contentsOf: digits[point...])
        case -5...0:
            output.append(contentsOf: "0.".utf8)
            output.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: -point))
            output.append(contentsOf: digits)
        default:
            output.append(digits[0])
            if digits.count > 1 {
                output.append(UInt8(ascii: "."))
                output.append(contentsOf: digits[1...])
            }
            output.append(contentsOf: point > 0 ? "e+".utf8 : "e-".utf8)
            output.append(contentsOf: String((point - 1).magnitude).utf8)
        }
    }

    /// The significant digits of a positive finite number and the place of its decimal
    /// point: `0.digits × 10^point`.
    private static func decimal(of value: Double) -> (digits: [UInt8], point: Int) {
        let text = value.description.utf8
        let mantissa = text.prefix { $0 != UInt8(ascii: "e") }
        let exponent = Int(Substring(text.dropFirst(mantissa.count + 1))) ?? 0
        let point = mantissa.prefix { $0 != UInt8(ascii: ".") }.count + exponent
        var digits = mantissa.filter { $0 != UInt8(ascii: ".") }
        let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(leading)
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (digits, point - leading)
    }
}
