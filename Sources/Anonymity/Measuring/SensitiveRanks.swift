// SPDX-License-Identifier: Apache-2.0
import Tables

/// The place of each value of a sensitive column.
///
/// A column whose non-empty values are all numbers is ordered: its ranks run by number, equal numbers written
/// differently (`1`, `1.0`) share one, and the empty cell comes last. Any other column keeps its codes.
struct SensitiveRanks {
    let distance: SensitiveMetrics.Distance
    /// Rank by code.
    let ranks: [UInt32]
    /// How many ranks there are.
    let count: Int

    /// Of values that a hierarchy puts in order, each of its own.
    init(codesOf values: ValueDictionary) {
        distance = .hierarchical
        ranks = (0..<UInt32(values.count)).map(\.self)
        count = values.count
    }

    init(_ values: ValueDictionary) {
        var numbers: [(code: Int, number: Double)] = []
        numbers.reserveCapacity(values.count)
        for code in 0..<values.count {
            guard let number = values.withValue(code, Self.number) else {
                distance = .equal
                ranks = (0..<UInt32(values.count)).map(\.self)
                count = values.count
                return
            }
            numbers.append((code, number))
        }
        numbers.sort { ($0.number, $0.code) < ($1.number, $1.code) }
        var ranks = [UInt32](repeating: 0, count: values.count)
        var rank: UInt32 = 0
        for (position, entry) in numbers.enumerated() {
            if position > 0, entry.number != numbers[position - 1].number { rank += 1 }
            ranks[entry.code] = rank
        }
        distance = .ordered
        self.ranks = ranks
        count = numbers.isEmpty ? 0 : Int(rank) + 1
    }

    /// The number that a cell holds; infinite for an empty one, so that it sorts behind all others.
    private static func number(_ bytes: Bytes) -> Double? {
        guard !bytes.isEmpty else { return .infinity }
        let digits = bytes.trimmed
        guard NumberShape.matches(digits), let value = Double(String(decoding: digits, as: UTF8.self)) else {
            return nil
        }
        return value.isFinite ? value : nil
    }
}
