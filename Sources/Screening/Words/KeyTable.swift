// SPDX-License-Identifier: Apache-2.0

/// Numbers keys in the order in which they come; keys are hashes with the process's secret already.
struct KeyTable {
    static let none = UInt32.max

    private var keys: [UInt64]
    private var places: [UInt32]
    private var mask: Int
    private(set) var count = 0

    init(capacity: Int = 64) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        keys = Array(repeating: 0, count: size)
        places = Array(repeating: Self.none, count: size)
        mask = size - 1
    }

    /// The number of a key, which is new if need be.
    @inline(__always) mutating func number(_ key: UInt64) -> UInt32 {
        if (count &+ 1) &* 2 > keys.count { grow() }
        var slot = Int(truncatingIfNeeded: key) & mask
        while places[slot] != Self.none {
            if keys[slot] == key { return places[slot] }
            slot = (slot &+ 1) & mask
        }
        keys[slot] = key
        places[slot] = UInt32(truncatingIfNeeded: count)
        count &+= 1
        return places[slot]
    }

    /// The number of a key, or `none`.
    @inline(__always) func find(_ key: UInt64) -> UInt32 {
        var slot = Int(truncatingIfNeeded: key) & mask
        while places[slot] != Self.none {
            if keys[slot] == key { return places[slot] }
            slot = (slot &+ 1) & mask
        }
        return Self.none
    }

    private mutating func grow() {
        let (oldKeys, oldPlaces) = (keys, places)
        keys = Array(repeating: 0, count: oldKeys.count * 2)
        places = Array(repeating: Self.none, count: oldKeys.count * 2)
        mask = keys.count - 1
        for (key, place) in zip(oldKeys, oldPlaces) where place != Self.none {
            var slot = Int(truncatingIfNeeded: key) & mask
            while places[slot] != Self.none { slot = (slot &+ 1) & mask }
            keys[slot] = key
            places[slot] = place
        }
    }
}
