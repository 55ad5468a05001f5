// SPDX-License-Identifier: Apache-2.0

/// The states that were reached, in the order in which they were, each with the one from which it was.
struct CodeTable {
    private(set) var codes: [UInt128] = []
    private var parents: [UInt32] = []
    /// Places in `codes` by hash, plus one; 0 is free, and their count a power of two.
    private var slots: [UInt32] = Array(repeating: 0, count: 1 << 16)

    var count: Int { codes.count }

    subscript(index: Int) -> UInt128 { codes[index] }

    /// The state from which this one was reached first; itself for a beginning.
    func parent(of index: Int) -> Int { Int(parents[index]) }

    /// Where the state is; `nil` when it was not reached.
    func index(of code: UInt128) -> Int? {
        let slot = slots[place(of: code)]
        return slot == 0 ? nil : Int(slot) - 1
    }

    /// Adds a state unless it is there.
    mutating func insert(_ code: UInt128, from parent: Int) {
        let place = place(of: code)
        guard slots[place] == 0 else { return }
        codes.append(code)
        parents.append(UInt32(parent))
        slots[place] = UInt32(codes.count)
        if codes.count * 2 > slots.count { grow() }
    }

    /// The slot that has the code, or the free one where it belongs.
    private func place(of code: UInt128) -> Int {
        let mask = slots.count - 1
        var place = Self.hash(code) & mask
        while slots[place] != 0, codes[Int(slots[place]) - 1] != code { place = (place + 1) & mask }
        return place
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for (index, code) in codes.enumerated() { slots[place(of: code)] = UInt32(index + 1) }
    }

    private static func hash(_ code: UInt128) -> Int {
        var mixed = UInt64(truncatingIfNeeded: code) &* 0x9E37_79B9_7F4A_7C15
        mixed ^= UInt64(truncatingIfNeeded: code >> 64) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 32)) &* 0x94D0_49BB_1331_11EB
        return Int(truncatingIfNeeded: mixed ^ (mixed >> 29)) & Int.max
    }
}
