// SPDX-License-Identifier: Apache-2.0
import Tables

/// A table of a release by what its cells hold: which rows have a value, and which value a row has.
///
/// Columns of numbers are kept up to three times: as they are, at three digits and at two. Those that number
/// the rows are left out, for they tell of no row. Values have one number for all columns.
final class ReleaseIndex {
    static let missing = UInt32.max
    /// Cells of which one index is made at most; a longer table is made into several.
    static let mostCells = 48 << 20

    /// A column at one precision.
    struct Level {
        /// The column of the table that it is of.
        let column: Int
        let precision: Decimal.Precision
    }

    /// One place in the table of hashes: a value, or what values of several words begin with.
    struct Entry {
        var firstMember = UInt32.max
        var memberCount: UInt32 = 0
        var goesOn = false
    }

    /// A value in a level.
    struct Member {
        let level: UInt16
        let value: UInt32
    }

    let name: String
    let header: [String]
    let levels: [Level]
    private static let fetched = 32
    /// Of each row and level, the value's print, in so many words a row; and room for some rows of them.
    private let prints: UnsafeMutablePointer<UInt64>
    private let near: UnsafeMutablePointer<UInt64>
    private let printWords: Int
    /// Of each row and level, the value's number or `missing`; what a row has stands together.
    private let values: UnsafeMutablePointer<UInt32>
    /// Of each column, its levels from the most precise on; empty for one that tells nothing.
    let levelsOf: [[Int]]
    let rows: Int
    /// Of each row, the line in which it begins.
    let lines: [UInt32]
    /// Of each value, where its rows begin in `postings`; one more at the end.
    let starts: [UInt32]
    let postings: [UInt32]
    /// What finding a value tells: log2 of rows by rows that have it.
    let bits: [Float]
    /// Of each value, the most that a row which has it tells in its column, as it is.
    let most: [Float]
    /// Of each column, what every row tells in it at least; 0 where a row tells nothing.
    let least: [Double]
    let keys: KeyTable
    let entries: [Entry]
    let members: [Member]
    /// Whole rows, by the hash of all their words; the place is the one in `wholeRows`.
    let whole: KeyTable
    let wholeRows: [UInt32]
    /// What names units, whichever columns are left out above.
    let marks: MarkTable

    init(_ parts: ReleaseIndexBuilder.Parts) {
        name = parts.name
        header = parts.header
        levels = parts.levels
        printWords = max(1, (parts.levels.count + 7) / 8)
        prints = .allocate(capacity: max(1, printWords * parts.lines.count))
        prints.initialize(repeating: 0, count: max(1, printWords * parts.lines.count))
        near = .allocate(capacity: printWords * Self.fetched)
        near.initialize(repeating: 0, count: printWords * Self.fetched)
        values = .allocate(capacity: max(1, parts.levels.count * parts.lines.count))
        // Row by row for a part of them at a time, since whole columns would be written all over.
        for first in stride(from: 0, to: parts.lines.count, by: 1 << 10) {
            let last = min(parts.lines.count, first + 1 << 10)
            for (level, column) in parts.values.enumerated() {
                for row in first..<last {
                    values[row * parts.values.count + level] = column[row]
                    let print = UInt64(ValuePrints.print(of: column[row]))
                    prints[row * printWords + level / 8] |= print << UInt64(level % 8 * 8)
                }
            }
        }
        levelsOf = parts.levelsOf
        rows = parts.lines.count
        lines = parts.lines
        starts = parts.starts
        postings = parts.postings
        bits = parts.bits
        most = parts.most
        least = parts.least
        keys = parts.keys
        entries = parts.entries
        members = parts.members
        whole = parts.whole
        wholeRows = parts.wholeRows
        marks = parts.marks
    }

    deinit {
        values.deallocate()
        prints.deallocate()
        near.deallocate()
    }

    @inline(__always) func value(_ level: Int, _ row: Int) -> UInt32 { values(row)[level] }

    /// Of each level, the value of a row.
    @inline(__always) func values(_ row: Int) -> UnsafePointer<UInt32> {
        UnsafePointer(values + row &* levels.count)
    }

    /// The rows of a value, in their order, and of each the prints of its values by level.
    @inline(__always) func forEachRow(of value: UInt32, _ body: (Int, UnsafePointer<UInt8>) -> Void) {
        let words = printWords
        let range = Int(starts[Int(value)])..<Int(starts[Int(value) + 1])
        postings.withUnsafeBufferPointer { all in
            var first = range.lowerBound
            while first < range.upperBound {
                // Rows lie anywhere: fetching some at once costs little more than one.
                let count = min(Self.fetched, range.upperBound &- first)
                for place in 0..<count {
                    let row = prints + Int(all[first &+ place]) &* words
                    for word in 0..<words { near[place &* words &+ word] = row[word] }
                }
                for place in 0..<count {
                    let row = UnsafeRawPointer(near + place &* words)
                    body(Int(all[first &+ place]), row.assumingMemoryBound(to: UInt8.self))
                }
                first &+= count
            }
        }
    }

    @inline(__always) func count(_ value: UInt32) -> Int { Int(starts[Int(value) + 1] - starts[Int(value)]) }
}
