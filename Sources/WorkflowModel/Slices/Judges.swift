// SPDX-License-Identifier: Apache-2.0

/// Some of the judges, by their numbers.
struct Judges: Sequence, IteratorProtocol {
    private var bits = 0

    var count: Int { bits.nonzeroBitCount }
    var isEmpty: Bool { bits == 0 }
    mutating func insert(_ judge: Int) { bits |= 1 << judge }
    mutating func remove(_ judge: Int) { bits &= ~(1 << judge) }

    /// Takes the next one out.
    mutating func next() -> Int? {
        guard bits != 0 else { return nil }
        let judge = bits.trailingZeroBitCount
        remove(judge)
        return judge
    }
}
