// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Tables

/// The steps that make of each value another one, whatever row it is in.
struct ValueTransform {
    enum Fault: Error {
        case notANumber, notADate, notInTree
    }

    let step: Recipe.Step
    /// Makes the code that only the holder of a key can make.
    let code: (([UInt8]) -> [UInt8])?
    let column: String

    /// The value of a cell that is not empty.
    func callAsFunction(_ value: String) throws(Fault) -> String {
        switch step {
        case .interval(let width, let origin):
            guard let found = DecimalGrid(width: width, origin: origin)?.interval(of: try decimal(value)) else {
                throw .notANumber
            }
            return "\(found.low)..<\(found.high)"
        case .date(let part): return try Self.date(value, by: part)
        case .prefix(let count): return value.count <= count ? value : value.prefix(count) + "*"
        case .tree(let parents, let otherwise):
            guard let parent = parents[value] ?? otherwise else { throw .notInTree }
            return parent
        case .all: return "*"
        case .topCode(let bound): return try number(value) > bound ? Self.text(bound) : value
        case .bottomCode(let bound): return try number(value) < bound ? Self.text(bound) : value
        case .round(let base):
            guard let nearest = DecimalGrid(width: base)?.nearest(to: try decimal(value)) else {
                throw .notANumber
            }
            return "\(nearest)"
        case .suppress(let values): return values.contains(value) ? "" : value
        case .pseudonym: return Self.name(code?(Array("pseudonym\0\(column)\0\(value)".utf8)) ?? [])
        case .drop, .noise, .shiftDates: return value
        }
    }

    private func number(_ value: String) throws(Fault) -> Double {
        guard let number = Self.number(value) else { throw .notANumber }
        return number
    }

    private func decimal(_ value: String) throws(Fault) -> Decimal {
        guard Self.number(value) != nil,
            let decimal = DecimalGrid.decimal(value.filter { $0 != " " && $0 != "\t" })
        else { throw .notANumber }
        return decimal
    }

    static func number(_ text: String) -> Double? {
        var text = text
        return text.withUTF8(SpelledValue.number)
    }

    /// Without a needless fraction, and without the noise of binary fractions.
    static func text(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        let scaled = (value * 1e9).rounded() / 1e9
        return "\(scaled)"
    }

    /// The day of an ISO 8601 date, and what follows it.
    static func day(_ text: String) -> (day: Int64, rest: Substring)? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes[4] == Byte.dash, bytes[7] == Byte.dash,
            bytes.count == 10 || [UInt8(ascii: "T"), Byte.space].contains(bytes[10]),
            let year = Int64(text.prefix(4)), let month = Int64(text.dropFirst(5).prefix(2)),
            let day = Int64(text.dropFirst(8).prefix(2)),
            let number = CivilDate.day(year: year, month: month, day: day)
        else { return nil }
        return (number, text.dropFirst(10))
    }

    private static func date(_ value: String, by part: Recipe.DatePart) throws(Fault) -> String {
        guard let (number, _) = day(value) else { throw .notADate }
        let (_, month, _) = CivilDate.date(ofDay: number)
        switch part {
        case .day: return String(value.prefix(10))
        case .month: return String(value.prefix(7))
        case .quarter: return "\(value.prefix(4))-Q\((month + 2) / 3)"
        case .year: return String(value.prefix(4))
        }
    }

    /// Ninety-six bits of a code, as hexadecimal digits: enough that no two values meet.
    private static func name(_ code: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(code.prefix(12).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
