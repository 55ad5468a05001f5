// SPDX-License-Identifier: Apache-2.0
import Tables

/// Counts how often each sensitive value occurs in each class.
///
/// Only pairs that occur take memory.
struct PairTable {
    private struct Slot {
        /// The class's number in the upper half, the value in the lower.
        var key: UInt64
        var count: Int
    }

    private static let empty = Slot(key: .max, count: 0)

    private var slots = [Slot](repeating: Self.empty, count: 64)
    private(set) var count = 0

    /// The memory that the table takes.
    var bytes: Int { slots.count * MemoryLayout<Slot>.size }

    @inline(__always) mutating func add(class number: Int, value: UInt32, weight: Int = 1) {
        let key = UInt64(truncatingIfNeeded: number) &<< 32 | UInt64(value)
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: ByteHash.secret.hash(key)) & mask
        while true {
            let known = slots[slot].key
            if known == key {
                slots[slot].count &+= weight
                return
            }
            if known == Self.empty.key { break }
            slot = (slot &+ 1) & mask
        }
        slots[slot] = Slot(key: key, count: weight)
        count += 1
        if count * 2 > slots.count { grow() }
    }

    private mutating func grow() {
        var larger = [Slot](repeating: Self.empty, count: slots.count * 2)
        let mask = larger.count - 1
        for entry in slots where entry.key != Self.empty.key {
            var slot = Int(truncatingIfNeeded: ByteHash.secret.hash(entry.key)) & mask
            while larger[slot].key != Self.empty.key { slot = (slot + 1) & mask }
            larger[slot] = entry
        }
        slots = larger
    }

    /// Calls `body` for each pair that occurs, in no particular order.
    func forEach(_ body: (_ class: Int, _ value: UInt32, _ count: Int) throws -> Void) rethrows {
        for entry in slots where entry.key != Self.empty.key {
            try body(Int(entry.key >> 32), UInt32(entry.key & 0xFFFF_FFFF), entry.count)
        }
    }
}
