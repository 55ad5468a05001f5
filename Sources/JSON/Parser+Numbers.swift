// SPDX-License-Identifier: Apache-2.0

extension Parser {
    /// Longer numerals carry nothing that a double keeps and only cost time to convert.
    private static let longestNumber = 400

    mutating func number() throws(JSON.SyntaxError) -> JSON {
        let start = index
        let isNegative = try peek() == UInt8(ascii: "-")
        if isNegative { index += 1 }
        let digitsStart = index
        try digits()
        if bytes[digitsStart] == UInt8(ascii: "0"), index - digitsStart > 1 {
            throw failure(.number, at: start)
        }
        let integerEnd = index
        try fraction()
        try exponent()
        guard index - start <= Self.longestNumber else { throw failure(.number, at: start) }
        if index == integerEnd, let integer = integer(in: digitsStart..<index, isNegative: isNegative) {
            return .integer(integer)
        }
        // The grammar was checked, so the conversion fails for no text that comes here.
        guard let double = Double(String(decoding: bytes[start..<index], as: UTF8.self)), double.isFinite
        else {
            throw failure(.number, at: start)
        }
        return .number(double)
    }

    private mutating func fraction() throws(JSON.SyntaxError) {
        guard index < bytes.count, bytes[index] == UInt8(ascii: ".") else { return }
        index += 1
        try digits()
    }

    private mutating func exponent() throws(JSON.SyntaxError) {
        guard index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") else { return }
        index += 1
        let sign = try peek()
        if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { index += 1 }
        try digits()
    }

    /// Passes over one or more digits.
    private mutating func digits() throws(JSON.SyntaxError) {
        let first = index
        while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
        guard index > first else { throw failure(index < bytes.count ? .number : .unexpectedEnd) }
    }

    /// The integer, or `nil` when `Int64` cannot hold it.
    private func integer(in range: Range<Int>, isNegative: Bool) -> Int64? {
        var value: Int64 = 0
        for position in range {
            let digit = Int64(bytes[position] - UInt8(ascii: "0"))
            let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflowedToo) =
                isNegative
                ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            if overflowed || overflowedToo { return nil }
            value = sum
        }
        return value
    }
}
