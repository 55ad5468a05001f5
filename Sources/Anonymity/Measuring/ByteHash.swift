// SPDX-License-Identifier: Apache-2.0

/// A fast 64-bit hash without a random seed, so that equal tables give equal reports.
///
/// It multiplies to 128 bits and folds the halves. It picks slots and samples; equality is always checked on
/// the bytes where a wrong answer would change a number.
enum ByteHash {
    private static let first: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let second: UInt64 = 0xD6E8_FEB8_6659_FD93
    private static let third: UInt64 = 0xA076_1D64_78BD_642F

    @inline(__always) static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }

    @inline(__always) static func hash(_ bytes: Bytes) -> UInt64 {
        guard let start = bytes.baseAddress else { return fold(first, third) }
        let count = bytes.count
        var state = UInt64(truncatingIfNeeded: count) &* first ^ third
        var offset = 0
        while count &- offset > 16 {
            state = fold((start + offset).word() ^ second, (start + (offset &+ 8)).word() ^ state)
            offset &+= 16
        }
        let rest = count &- offset
        let low = UInt64(prefixOf: start + offset, count: rest)
        let high = rest > 8 ? (start + (count &- 8)).word() : 0
        return fold(fold(low ^ second, high ^ state) ^ first, third)
    }

    /// The hash of a row of codes.
    @inline(__always) static func hash(_ codes: UnsafePointer<UInt32>, count: Int) -> UInt64 {
        var state = third
        var index = 0
        while index &+ 1 < count {
            let pair = UInt64(codes[index]) | UInt64(codes[index &+ 1]) &<< 32
            state = fold(pair ^ second, state ^ first)
            index &+= 2
        }
        if index < count { state = fold(UInt64(codes[index]) ^ second, state ^ first) }
        return fold(state ^ second, first)
    }

    @inline(__always) static func hash(_ key: UInt64) -> UInt64 {
        fold(key ^ second, first)
    }
}
