// SPDX-License-Identifier: Apache-2.0
import Tables

/// The values of a column that differ in their spelling only: perhaps slips of the keyboard.
package struct Spellings: Hashable, Sendable {
    /// How many of a group, and how many groups, are named.
    private static let named = 10
    /// Characters that are shown of one.
    private static let shown = 60

    /// The spellings of each value that has several, as the table has them, in the order of the table.
    package let groups: [[String]]
    /// How many values have several spellings; more than `groups` where there are many.
    package let count: Int

    /// Numbers are left out: `1` and `1.0` are no slip.
    init(of values: ValueDictionary, _ dialect: Dialect) {
        var spelled = SpelledValue(dialect)
        var keys = ValueDictionary()
        var members: [[Int]] = []
        for code in 0..<values.count {
            values.withValue(code) { cell in
                guard !cell.isEmpty, dialect.number(in: cell) == nil else { return }
                let key = Int(spelled.withKey(of: cell) { keys.code(of: $0) })
                if key == members.count { members.append([]) }
                if members[key].count < Self.named { members[key].append(code) }
            }
        }
        let several = members.filter { $0.count > 1 }
        count = several.count
        groups = several.prefix(Self.named).map { codes in
            codes.map { code in
                values.withValue(code) { String(String(decoding: $0, as: UTF8.self).prefix(Self.shown)) }
            }
        }
    }
}
