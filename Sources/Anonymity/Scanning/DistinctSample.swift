// SPDX-License-Identifier: Apache-2.0

/// Remembers what was found in the distinct values of a column, exactly up to a limit and then in a sample.
///
/// Past the limit only values whose choice ends the right way are kept, half as many at each step, with all
/// their rows: the ratio of distinct values to rows stays an unbiased estimate and memory stays bounded. A
/// value is known by its hash, which is a secret of the process, and chosen by one that is not.
struct DistinctSample {
    private struct Entry {
        var hash: UInt64 = 0
        /// 0 is an empty slot.
        var rows: UInt32 = 0
        /// What decides whether the value is in the sample.
        var choice: UInt32 = 0
        var reading = CellReading.none
    }

    static let limit = 1 << 15

    private var entries = [Entry](repeating: Entry(), count: 64)
    private var filled = 0
    private var rows = 0
    private var level = 0

    /// What was found in that value, when it is one of those kept; counts a row of it.
    @inline(__always) mutating func known(_ hash: UInt64) -> CellReading? {
        let mask = entries.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while entries[slot].rows != 0 {
            if entries[slot].hash == hash {
                entries[slot].rows &+= 1
                rows &+= 1
                return entries[slot].reading
            }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    /// Keeps a value that `known` did not know, if it belongs to the sample.
    mutating func insert(_ hash: UInt64, choice: UInt64, _ reading: CellReading) {
        let choice = UInt32(truncatingIfNeeded: choice >> 40)
        guard isSampled(choice) else { return }
        place(Entry(hash: hash, rows: 1, choice: choice, reading: reading))
        rows += 1
        if filled > Self.limit {
            level += 1
            rebuild(slots: entries.count)
        } else if filled * 2 > entries.count {
            rebuild(slots: entries.count * 2)
        }
    }

    private func isSampled(_ choice: UInt32) -> Bool {
        choice & ((1 << UInt32(level)) - 1) == 0
    }

    private mutating func place(_ entry: Entry) {
        let mask = entries.count - 1
        var slot = Int(truncatingIfNeeded: entry.hash) & mask
        while entries[slot].rows != 0 { slot = (slot + 1) & mask }
        entries[slot] = entry
        filled += 1
    }

    private mutating func rebuild(slots: Int) {
        let kept = entries.filter { $0.rows > 0 && isSampled($0.choice) }
        entries = [Entry](repeating: Entry(), count: slots)
        filled = 0
        rows = 0
        for entry in kept {
            place(entry)
            rows += Int(entry.rows)
        }
    }

    /// Whether `distinct` is a count and not an estimate.
    var isExact: Bool { level == 0 }

    var distinct: Int { filled << level }

    /// Distinct values divided by rows; 0 without rows.
    var uniqueness: Double { rows == 0 ? 0 : Double(filled) / Double(rows) }
}
