// SPDX-License-Identifier: Apache-2.0
import Tables

/// Counts the distinct rows of codes: the equivalence classes of the columns that the codes stand for.
struct TupleTable {
    let width: Int
    /// How many classes there are.
    private(set) var count = 0
    /// For each class its codes, then its rows in two words: one look at memory finds both.
    private var records: [UInt32] = []
    /// The hash's upper half and the class's number plus one; 0 is an empty slot.
    private var slots: [UInt64]

    /// An empty table with room for that many classes.
    init(width: Int, classes: Int = 32) {
        self.width = width
        var size = 64
        while size < classes * 2 { size *= 2 }
        slots = [UInt64](repeating: 0, count: size)
    }

    private var stride: Int { width &+ 2 }

    /// The memory that the table takes.
    var bytes: Int { records.capacity * MemoryLayout<UInt32>.size + slots.count * MemoryLayout<UInt64>.size }

    /// The rows of a class.
    @inline(__always) func weight(of number: Int) -> Int {
        let low = number &* stride &+ width
        return Int(truncatingIfNeeded: UInt64(records[low]) | UInt64(records[low &+ 1]) &<< 32)
    }

    /// The rows of all classes in the order of their numbers.
    var weights: [Int] { (0..<count).map(weight) }

    @inline(__always) private mutating func add(_ weight: Int, to number: Int) {
        let low = number &* stride &+ width
        let (sum, carry) = records[low].addingReportingOverflow(UInt32(truncatingIfNeeded: weight))
        records[low] = sum
        let high = UInt32(truncatingIfNeeded: weight &>> 32)
        if carry || high != 0 { records[low &+ 1] &+= high &+ (carry ? 1 : 0) }
    }

    /// Adds `weight` rows with that tuple and returns the number of its class.
    @inline(__always) mutating func add(_ tuple: UnsafePointer<UInt32>, weight: Int = 1) -> Int {
        add(tuple, weight: weight, hash: ByteHash.secret.hash(tuple, count: width))
    }

    /// The same for a caller that has the tuple's hash.
    @inline(__always) mutating func add(_ tuple: UnsafePointer<UInt32>, weight: Int = 1, hash: UInt64) -> Int
    {
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let entry = slots[slot]
            if entry == 0 { return insert(tuple, weight: weight, hash: hash, slot: slot) }
            if entry &>> 32 == hash &>> 32 {
                let number = Int(entry & 0xFFFF_FFFF) &- 1
                if holds(number, tuple) {
                    add(weight, to: number)
                    return number
                }
            }
            slot = (slot &+ 1) & mask
        }
    }

    @inline(__always) private func holds(_ number: Int, _ tuple: UnsafePointer<UInt32>) -> Bool {
        let first = number &* stride
        var index = 0
        while index < width {
            if records[first &+ index] != tuple[index] { return false }
            index &+= 1
        }
        return true
    }

    private mutating func insert(_ tuple: UnsafePointer<UInt32>, weight: Int, hash: UInt64, slot: Int) -> Int
    {
        let number = count
        records.append(contentsOf: UnsafeBufferPointer(start: tuple, count: width))
        records.append(UInt32(truncatingIfNeeded: weight))
        records.append(UInt32(truncatingIfNeeded: weight >> 32))
        count += 1
        slots[slot] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(number + 1)
        if count * 2 > slots.count { grow() }
        return number
    }

    private mutating func grow() {
        slots = [UInt64](repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for number in 0..<count {
            let hash = hash(of: number)
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(number + 1)
        }
    }

    private func hash(of number: Int) -> UInt64 {
        withTuple(number) { ByteHash.secret.hash($0, count: width) }
    }

    /// A hash of a class that is the same in each process.
    func stableHash(of number: Int) -> UInt64 { withTuple(number) { ByteHash.stable.hash($0, count: width) } }

    /// Hands the codes of a class to `body`.
    @inline(__always) func withTuple<Result>(
        _ number: Int,
        _ body: (UnsafePointer<UInt32>) throws -> Result
    ) rethrows -> Result {
        // Each class has its rows behind its codes, so there is an address also when the width is 0.
        try records.withUnsafeBufferPointer { try body($0.baseAddress.unsafelyUnwrapped + number &* stride) }
    }

    /// The classes of some of the columns, found from the classes of all of them without reading a row again.
    ///
    /// `told` hears of each class which of the narrower ones it is part of.
    func keyed(by columns: [Int], told: (_ number: Int, _ narrower: Int) -> Void = { _, _ in }) -> TupleTable
    {
        var narrower = TupleTable(width: columns.count, classes: count / 2)
        for number in 0..<count {
            told(number, narrower.add(self, number, columns, weight: weight(of: number)))
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
