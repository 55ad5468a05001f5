// SPDX-License-Identifier: Apache-2.0

/// Counts the distinct rows of codes: the equivalence classes of the columns that the codes stand for.
struct TupleTable {
    let width: Int
    private(set) var counts: [Int] = []
    private var codes: [UInt32] = []
    /// The hash's upper half and the class's number plus one; 0 is an empty slot.
    private var slots = [UInt64](repeating: 0, count: 64)

    init(width: Int) {
        self.width = width
    }

    /// Adds `weight` rows with that tuple and returns the number of its class.
    @inline(__always) mutating func add(_ tuple: UnsafePointer<UInt32>, weight: Int = 1) -> Int {
        let hash = ByteHash.hash(tuple, count: width)
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let entry = slots[slot]
            if entry == 0 { return insert(tuple, weight: weight, hash: hash, slot: slot) }
            if entry &>> 32 == hash &>> 32 {
                let number = Int(entry & 0xFFFF_FFFF) &- 1
                if holds(number, tuple) {
                    counts[number] &+= weight
                    return number
                }
            }
            slot = (slot &+ 1) & mask
        }
    }

    @inline(__always) private func holds(_ number: Int, _ tuple: UnsafePointer<UInt32>) -> Bool {
        let first = number &* width
        var index = 0
        while index < width {
            if codes[first &+ index] != tuple[index] { return false }
            index &+= 1
        }
        return true
    }

    private mutating func insert(_ tuple: UnsafePointer<UInt32>, weight: Int, hash: UInt64, slot: Int) -> Int
    {
        let number = counts.count
        counts.append(weight)
        codes.append(contentsOf: UnsafeBufferPointer(start: tuple, count: width))
        slots[slot] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(number + 1)
        if counts.count * 2 > slots.count { grow() }
        return number
    }

    private mutating func grow() {
        slots = [UInt64](repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for number in counts.indices {
            let hash = withTuple(number) { ByteHash.hash($0, count: width) }
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(number + 1)
        }
    }

    /// Hands the codes of a class to `body`.
    func withTuple<Result>(_ number: Int, _ body: (UnsafePointer<UInt32>) -> Result) -> Result {
        // An array with room for at least one element has an address, also when the width is 0.
        (codes.isEmpty ? [0] : codes).withUnsafeBufferPointer { all in
            body(all.baseAddress.unsafelyUnwrapped + number * width)
        }
    }

    /// The classes of some of the columns, found from the classes of all of them without reading a row again.
    ///
    /// `told` hears of each class which of the narrower ones it is part of.
    func keyed(by columns: [Int], told: (_ number: Int, _ narrower: Int) -> Void = { _, _ in }) -> TupleTable
    {
        var narrower = TupleTable(width: columns.count)
        for number in counts.indices {
            told(number, narrower.add(self, number, columns, weight: counts[number]))
        }
        return narrower
    }

    /// Adds some of the columns of another table's class; returns the number of the class here.
    mutating func add(_ other: TupleTable, _ number: Int, _ columns: [Int], weight: Int) -> Int {
        // One more than needed, so that the empty key has an address too.
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: columns.count + 1) { key in
            other.withTuple(number) { tuple in
                for (position, column) in columns.enumerated() { key[position] = tuple[column] }
            }
            return add(UnsafePointer(key.baseAddress.unsafelyUnwrapped), weight: weight)
        }
    }
}
