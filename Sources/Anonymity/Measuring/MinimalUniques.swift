// SPDX-License-Identifier: Apache-2.0

/// The fewest columns that single rows out: sets of up to three quasi-identifiers in which a
/// row is alone, and in none of whose parts it is (minimal sample uniques, as SUDA has them:
/// Elliot, Manning and Ford 2002).
package struct MinimalUniques: Hashable, Sendable {
    package struct Subset: Hashable, Sendable {
        package let columns: [String]
        /// Rows that these columns single out together, and that no part of them does.
        package let rows: Int
    }

    package static let largest = 3

    /// The sets that single most rows out, at most `shown`.
    package let subsets: [Subset]
    /// Whether every set was looked at; the search is given up when it would take too long.
    package let isComplete: Bool

    private static let shown = 20
    /// How many classes may be keyed anew, over all sets.
    package static let budget = 50_000_000
}

extension MinimalUniques {
    /// Of a table whose classes are too many to be searched.
    static let notSearched = MinimalUniques(subsets: [], isComplete: false)

    init(
        _ classes: TupleTable,
        names: [String],
        budget: Int = Self.budget,
        tasks: Parallel = Parallel(1)
    ) {
        let alone = (0..<classes.count).filter { classes.weight(of: $0) == 1 }
        let table = ColumnCodes(classes)
        var isUnique: [[Int]: [Bool]] = [:]
        var found: [Subset] = []
        var left = budget
        for size in 1...Self.largest where size <= names.count && !alone.isEmpty {
            let all = Self.count(size, of: names.count)
            // What does not fit into the budget is not even enumerated.
            let choices = Self.choices(
                size,
                of: names.count,
                atMost: min(all, max(0, left) / max(1, classes.count))
            )
            left = choices.count == all ? left - all * classes.count : -1
            let unique = tasks.map(choices.count) { table.unique(alone, by: choices[$0]) }
            for (columns, unique) in zip(choices, unique) {
                isUnique[columns] = unique
                let parts = columns.indices.map { index in
                    columns.enumerated().filter { $0.offset != index }.map(\.element)
                }
                // A part of two of three is unique already when one of its own parts is.
                let smaller = parts.compactMap { isUnique[$0] }
                let rows = unique.indices.count { index in
                    unique[index] && !smaller.contains { $0[index] }
                }
                if rows > 0 { found.append(Subset(columns: columns.map { names[$0] }, rows: rows)) }
            }
            guard left >= 0 else { break }
        }
        subsets = Array(
            found.sorted {
                ($1.rows, $0.columns.count, $0.columns.joined()) < (
                    $0.rows, $1.columns.count, $1.columns.joined()
                )
            }
            .prefix(Self.shown)
        )
        isComplete = left >= 0
    }

    /// How many sets of `size` there are among `count` columns; no more of them than an integer holds.
    private static func count(_ size: Int, of count: Int) -> Int {
        (0..<size).reduce(1) { sets, place in
            let (product, isTooLarge) = sets.multipliedReportingOverflow(by: count - place)
            return isTooLarge ? .max : product / (place + 1)
        }
    }

    /// The first sets of `size` among `count` columns, in order.
    private static func choices(_ size: Int, of count: Int, atMost limit: Int) -> [[Int]] {
        var sets: [[Int]] = []
        var next = Array(0..<size)
        while sets.count < limit {
            sets.append(next)
            // The last place that can go on does, and those behind it begin anew.
            guard let place = next.indices.last(where: { next[$0] < count - size + $0 }) else { break }
            next[place] += 1
            for behind in next.indices where behind > place { next[behind] = next[behind - 1] + 1 }
        }
        return sets
    }
}

/// The codes of classes column by column, to be counted by few of them.
private struct ColumnCodes {
    private let classes: TupleTable
    private let columns: [[UInt32]]
    /// One row, or two when a class has more.
    private let weights: [UInt8]
    /// How many codes each column has.
    private let sizes: [Int]
    /// Up to here each combination has a place of its own; beyond, they are hashed.
    private static let mostPlaces = 1 << 22

    init(_ classes: TupleTable) {
        self.classes = classes
        columns = (0..<classes.width).map { column in
            (0..<classes.count).map { number in classes.withTuple(number) { $0[column] } }
        }
        weights = (0..<classes.count).map { UInt8(min(2, classes.weight(of: $0))) }
        sizes = columns.map { Int($0.max() ?? 0) + 1 }
    }

    /// Which of the classes `asked`, all of one row, are alone by these columns.
    func unique(_ asked: [Int], by chosen: [Int]) -> [Bool] {
        let places = chosen.reduce(1) { min(Self.mostPlaces + 1, $0 * sizes[$1]) }
        guard places <= Self.mostPlaces else {
            var numbers = [Int](repeating: 0, count: classes.count)
            let keyed = classes.keyed(by: chosen) { numbers[$0] = $1 }
            return asked.map { keyed.weight(of: numbers[$0]) == 1 }
        }
        var indexes = [UInt32](repeating: 0, count: classes.count)
        for column in chosen {
            let size = UInt32(sizes[column])
            columns[column].withUnsafeBufferPointer { codes in
                for number in indexes.indices {
                    indexes[number] = indexes[number] &* size &+ codes[number]
                }
            }
        }
        // None, one, or more rows: more need not be told apart.
        var rows = [UInt8](repeating: 0, count: places)
        for (number, index) in indexes.enumerated() {
            rows[Int(index)] = min(2, rows[Int(index)] &+ weights[number])
        }
        return asked.map { rows[Int(indexes[$0])] == 1 }
    }
}
