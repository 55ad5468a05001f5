// SPDX-License-Identifier: Apache-2.0
import Tables

/// Numbers the distinct values of one column in the order in which they appear.
struct ValueDictionary {
    private struct Entry {
        /// The first eight bytes, which settle most comparisons without a look at the arena.
        var prefix: UInt64
        var offset: Int
        var count: Int
    }

    private var arena: [UInt8] = []
    private var entries: [Entry] = []
    /// The hash's upper half and the code plus one; 0 is an empty slot.
    private var slots = [UInt64](repeating: 0, count: 64)

    var count: Int { entries.count }

    /// The memory that the dictionary takes.
    var bytes: Int {
        arena.capacity + entries.capacity * MemoryLayout<Entry>.stride + slots.count
            * MemoryLayout<UInt64>.size
    }

    /// The code of a value, a new one if it was not seen before.
    @inline(__always) mutating func code(of bytes: Bytes) -> UInt32 {
        let hash = ByteHash.secret.hash(bytes)
        let length = bytes.count
        var prefix: UInt64 = 0
        if let start = bytes.baseAddress { prefix = UInt64(prefixOf: start, count: min(8, length)) }
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let entry = slots[slot]
            if entry == 0 { return insert(bytes, prefix: prefix, hash: hash, slot: slot) }
            if entry &>> 32 == hash &>> 32 {
                let code = Int(entry & 0xFFFF_FFFF) &- 1
                let known = entries[code]
                if known.prefix == prefix, known.count == length, length <= 8 || holds(known, bytes) {
                    return UInt32(truncatingIfNeeded: code)
                }
            }
            slot = (slot &+ 1) & mask
        }
    }

    private func holds(_ entry: Entry, _ bytes: Bytes) -> Bool {
        arena.withUnsafeBufferPointer { $0.part(entry.offset..<entry.offset + entry.count).equals(bytes) }
    }

    private mutating func insert(_ bytes: Bytes, prefix: UInt64, hash: UInt64, slot: Int) -> UInt32 {
        let code = entries.count
        entries.append(Entry(prefix: prefix, offset: arena.count, count: bytes.count))
        arena.append(contentsOf: bytes)
        slots[slot] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(code + 1)
        if entries.count * 2 > slots.count { grow() }
        return UInt32(code)
    }

    private mutating func grow() {
        slots = [UInt64](repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for code in entries.indices {
            let hash = withValue(code) { ByteHash.secret.hash($0) }
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(code + 1)
        }
    }

    /// The code of the empty cell, if there was one.
    var emptyCode: UInt32? { entries.firstIndex { $0.count == 0 }.map { UInt32($0) } }

    /// Hands the bytes behind a code to `body`.
    func withValue<Result>(_ code: Int, _ body: (Bytes) -> Result) -> Result {
        let entry = entries[code]
        return arena.withUnsafeBufferPointer { body($0.part(entry.offset..<entry.offset + entry.count)) }
    }
}
