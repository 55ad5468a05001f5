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
    /// Of each level and row, the value's number or `missing`.
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
        values = .allocate(capacity: max(1, parts.levels.count * parts.lines.count))
        for (level, column) in parts.values.enumerated() {
            for (row, value) in column.enumerated() { values[level * parts.lines.count + row] = value }
        }
        levelsOf = parts.levelsOf
        rows = parts.lines.count
        lines = parts.lines
        starts = parts.starts
        postings = parts.postings
        bits = parts.bits
        keys = parts.keys
        entries = parts.entries
        members = parts.members
        whole = parts.whole
        wholeRows = parts.wholeRows
        marks = parts.marks
    }

    deinit { values.deallocate() }

    @inline(__always) func value(_ level: Int, _ row: Int) -> UInt32 { values[level &* rows &+ row] }

    @inline(__always) func count(_ value: UInt32) -> Int { Int(starts[Int(value) + 1] - starts[Int(value)]) }
}
