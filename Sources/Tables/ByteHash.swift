// SPDX-License-Identifier: Apache-2.0

/// A fast 64-bit hash.
///
/// It multiplies to 128 bits and folds the halves. Its constants are the secret of a process: whoever knew
/// them could write values that all fall into one slot of a table, so that a few megabytes take hours, or two
/// rows that count as one. Nothing that leaves the process, and no number in a report, may depend on them;
/// what does takes the ``stable`` one.
package struct ByteHash: Sendable {
    @usableFromInline let first: UInt64
    @usableFromInline let second: UInt64
    @usableFromInline let third: UInt64

    /// For slots of tables, and to tell values and rows apart in memory: different in each process.
    package static let secret = ByteHash(
        first: .random(in: .min ... .max) | 1,
        second: .random(in: .min ... .max),
        third: .random(in: .min ... .max)
    )

    /// For what is chosen from a table, samples and parts, so that equal tables give equal reports.
    package static let stable = ByteHash(
        first: 0x9E37_79B9_7F4A_7C15,
        second: 0xD6E8_FEB8_6659_FD93,
        third: 0xA076_1D64_78BD_642F
    )

    private init(first: UInt64, second: UInt64, third: UInt64) {
        self.first = first
        self.second = second
        self.third = third
    }

    @inlinable @inline(__always) package static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }

    @inlinable @inline(__always) package func hash(_ bytes: Bytes) -> UInt64 {
        guard let start = bytes.baseAddress else { return Self.fold(first, third) }
        let count = bytes.count
        var state = UInt64(truncatingIfNeeded: count) &* first ^ third
        var offset = 0
        while count &- offset > 16 {
            state = Self.fold((start + offset).word() ^ second, (start + (offset &+ 8)).word() ^ state)
            offset &+= 16
        }
        let rest = count &- offset
        let low = UInt64(prefixOf: start + offset, count: rest)
        let high = rest > 8 ? (start + (count &- 8)).word() : 0
        return Self.fold(Self.fold(low ^ second, high ^ state) ^ first, third)
    }

    /// The hash of a row of codes.
    @inlinable @inline(__always) package func hash(_ codes: UnsafePointer<UInt32>, count: Int) -> UInt64 {
        var state = third
        var index = 0
        while index &+ 1 < count {
            let pair = UInt64(codes[index]) | UInt64(codes[index &+ 1]) &<< 32
            state = Self.fold(pair ^ second, state ^ first)
            index &+= 2
        }
        if index < count { state = Self.fold(UInt64(codes[index]) ^ second, state ^ first) }
        return Self.fold(state ^ second, first)
    }

    @inlinable @inline(__always) package func hash(_ key: UInt64) -> UInt64 {
        Self.fold(key ^ second, first)
    }
}
