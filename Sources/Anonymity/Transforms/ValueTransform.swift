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
    /// How the table writes its numbers and dates.
    let dialect: Dialect
    /// What numbers are put on, where the step does that.
    private let grid: DecimalGrid?

    init(step: Recipe.Step, code: (([UInt8]) -> [UInt8])?, column: String, dialect: Dialect) {
        self.step = step
        self.code = code
        self.column = column
        self.dialect = dialect
        grid =
            switch step {
            case .interval(let width, let origin): DecimalGrid(width: width, origin: origin)
            case .round(let base): DecimalGrid(width: base)
            default: nil
            }
    }

    /// The value of a cell that is not empty.
    func callAsFunction(_ value: String) throws(Fault) -> String {
        switch step {
        case .interval:
            guard let found = grid?.interval(of: try decimal(value))
            else {
                throw .notANumber
            }
            return "\(text(found.low))..<\(text(found.high))"
        case .date(let part): return try date(value, by: part)
        case .prefix(let count): return value.count <= count ? value : value.prefix(count) + "*"
        case .tree(let parents, let otherwise):
            guard let parent = parents[value] ?? otherwise else { throw .notInTree }
            return parent
        case .all: return "*"
        case .topCode(let bound): return try number(value) > bound ? text(bound) : value
        case .bottomCode(let bound): return try number(value) < bound ? text(bound) : value
        case .round:
            guard let nearest = grid?.nearest(to: try decimal(value)) else {
                throw .notANumber
            }
            return text(nearest)
        case .suppress(let values): return values.contains(value) ? "" : value
        case .pseudonym: return Self.name(code?(Array("pseudonym\0\(column)\0\(value)".utf8)) ?? [])
        case .drop, .noise, .shiftDates: return value
        }
    }

    private func number(_ value: String) throws(Fault) -> Double {
        guard let number = dialect.number(value) else { throw .notANumber }
        return number
    }

    private func decimal(_ value: String) throws(Fault) -> Decimal {
        guard let plain = dialect.plain(value), let decimal = DecimalGrid.decimal(plain) else {
            throw .notANumber
        }
        return decimal
    }

    /// A number as the table's dialect writes it.
    private func text(_ value: Double) -> String { dialect.written(Self.text(value)) }

    private func text(_ value: Decimal) -> String { dialect.written("\(value)") }

    /// Without a needless fraction, and without the noise of binary fractions.
    static func text(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        let scaled = (value * 1e9).rounded() / 1e9
        return "\(scaled)"
    }

    private func date(_ value: String, by part: Recipe.DatePart) throws(Fault) -> String {
        guard let (number, rest) = dialect.day(value) else { throw .notADate }
        let (year, month, _) = CivilDate.date(ofDay: number)
        switch part {
        case .day: return String(value.dropLast(rest.count))
        case .month: return "\(Dialect.padded(year, 4))-\(Dialect.padded(month, 2))"
        case .quarter: return "\(Dialect.padded(year, 4))-Q\((month + 2) / 3)"
        case .year: return Dialect.padded(year, 4)
        }
    }

    /// Ninety-six bits of a code, as hexadecimal digits: enough that no two values meet.
    private static func name(_ code: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(code.prefix(12).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
