// SPDX-License-Identifier: Apache-2.0

/// A few values of one level by a byte each, which most other values do not have.
struct ValuePrints {
    /// Bytes that are alike while there are fewer values.
    private var prints: UInt32 = 0
    private var count = 0

    /// The byte of a value; 0 is for missing ones.
    @inline(__always) static func print(of value: UInt32) -> UInt8 {
        value == ReleaseIndex.missing ? 0 : UInt8(truncatingIfNeeded: value % 255 &+ 1)
    }

    @inline(__always) mutating func add(_ value: UInt32) {
        let print = UInt32(Self.print(of: value))
        prints = count == 0 ? print &* 0x0101_0101 : prints << 8 | print
        count &+= 1
    }

    /// Whether a value of that print may be among them; of more than four, any may.
    @inline(__always) func mayHave(_ print: UInt8) -> Bool {
        let difference = prints ^ UInt32(print) &* 0x0101_0101
        let isThere = (difference &- 0x0101_0101) & ~difference & 0x8080_8080 != 0
        return count > 0 && isThere || count > 4
    }
}
