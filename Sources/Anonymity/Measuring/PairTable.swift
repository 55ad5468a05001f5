// SPDX-License-Identifier: Apache-2.0

/// Counts how often each sensitive value occurs in each class.
///
/// Only pairs that occur take memory.
struct PairTable {
    private static let empty = UInt64.max

    private var keys: [UInt64]
    private var counts: [Int]
    private(set) var count = 0

    init(slots: Int = 64) {
        keys = [UInt64](repeating: Self.empty, count: slots)
        counts = [Int](repeating: 0, count: slots)
    }

    @inline(__always) mutating func add(class number: Int, value: UInt32, weight: Int = 1) {
        let key = UInt64(truncatingIfNeeded: number) &<< 32 | UInt64(value)
        let mask = keys.count &- 1
        var slot = Int(truncatingIfNeeded: ByteHash.hash(key)) & mask
        while true {
            let known = keys[slot]
            if known == key {
                counts[slot] &+= weight
                return
            }
            if known == Self.empty { break }
            slot = (slot &+ 1) & mask
        }
        keys[slot] = key
        counts[slot] = weight
        count += 1
        if count * 2 > keys.count { grow() }
    }

    private mutating func grow() {
        var larger = PairTable(slots: keys.count * 2)
        for (slot, key) in keys.enumerated() where key != Self.empty {
            larger.place(key, counts[slot])
        }
        larger.count = count
        self = larger
    }

    private mutating func place(_ key: UInt64, _ weight: Int) {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: ByteHash.hash(key)) & mask
        while keys[slot] != Self.empty { slot = (slot + 1) & mask }
        keys[slot] = key
        counts[slot] = weight
    }

    /// Calls `body` for each pair that occurs, in no particular order.
    func forEach(_ body: (_ class: Int, _ value: UInt32, _ count: Int) -> Void) {
        for (slot, key) in keys.enumerated() where key != Self.empty {
            body(Int(key >> 32), UInt32(key & 0xFFFF_FFFF), counts[slot])
        }
    }
}
