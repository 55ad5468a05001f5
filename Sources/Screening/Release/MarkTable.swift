// SPDX-License-Identifier: Apache-2.0
import Tables

/// The marks of a release's table, of all its columns, and in how many cells each stands.
struct MarkTable {
    private var keys = KeyTable()
    private var times: [UInt32] = []
    private var columns: [Int32] = []

    /// Takes a cell.
    mutating func add(_ cell: Bytes, column: Int) {
        guard let hash = MarkCutter.hash(ofCell: cell) else { return }
        let place = Int(keys.number(hash))
        if place == times.count {
            times.append(0)
            columns.append(Int32(truncatingIfNeeded: column))
        }
        times[place] &+= 1
    }

    /// In how many cells a mark stands, and in which column the first of them is.
    func find(_ hash: UInt64) -> (times: Int, column: Int)? {
        let place = keys.find(hash)
        guard place != KeyTable.none else { return nil }
        return (Int(times[Int(place)]), Int(columns[Int(place)]))
    }
}
