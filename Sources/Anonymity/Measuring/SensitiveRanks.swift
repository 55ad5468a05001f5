// SPDX-License-Identifier: Apache-2.0
import Tables

/// The place of each value of a sensitive column.
///
/// All spellings of one value share a rank, and so do all words for a missing one, whose rank is the last. A
/// column whose known values are all numbers is ordered: its ranks run by number. In any other column they
/// run as the values appear.
struct SensitiveRanks {
    let distance: SensitiveMetrics.Distance
    /// Rank by code.
    let ranks: [UInt32]
    /// How many ranks there are.
    let count: Int
    /// How many of them are known values: all, or all but the last.
    let known: Int

    /// `hierarchical` values are put in order by a tree and not as numbers.
    init(
        _ values: ValueDictionary,
        _ dialect: Dialect,
        missing: MissingWords,
        hierarchical: Bool = false
    ) {
        let (ranks, known): ([UInt32?], Int)
        if !hierarchical, let numbers = Self.byNumber(values, dialect, missing) {
            (ranks, known) = numbers
            distance = .ordered
        } else {
            (ranks, known) = Self.bySpelling(values, dialect, missing)
            distance = hierarchical ? .hierarchical : .equal
        }
        self.ranks = ranks.map { $0 ?? UInt32(known) }
        self.known = known
        count = known + (ranks.contains { $0 == nil } ? 1 : 0)
    }

    /// Ranks by code, none for a missing value; `nil` when a known value is no number.
    private static func byNumber(
        _ values: ValueDictionary,
        _ dialect: Dialect,
        _ missing: MissingWords
    ) -> (ranks: [UInt32?], known: Int)? {
        var spelled = SpelledValue(dialect)
        var numbers: [(code: Int, number: Double)] = []
        numbers.reserveCapacity(values.count)
        for code in 0..<values.count {
            if let number = values.withValue(code, dialect.number) {
                numbers.append((code, number))
            } else if !values.withValue(code, { spelled.withKey(of: $0, missing.contain) }) {
                return nil
            }
        }
        // A column without a known value has nothing to put in order, but is as ordered as an empty one.
        numbers.sort { ($0.number, $0.code) < ($1.number, $1.code) }
        var ranks = [UInt32?](repeating: nil, count: values.count)
        var known = 0
        for (position, entry) in numbers.enumerated() {
            if position == 0 || entry.number != numbers[position - 1].number { known += 1 }
            ranks[entry.code] = UInt32(known - 1)
        }
        return (ranks, known)
    }

    private static func bySpelling(
        _ values: ValueDictionary,
        _ dialect: Dialect,
        _ missing: MissingWords
    ) -> (ranks: [UInt32?], known: Int) {
        var spelled = SpelledValue(dialect)
        var keys = ValueDictionary()
        let ranks = (0..<values.count).map { code in
            values.withValue(code) { cell in
                spelled.withKey(of: cell) { missing.contain($0) ? nil : keys.code(of: $0) }
            }
        }
        return (ranks, keys.count)
    }
}
