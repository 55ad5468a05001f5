// SPDX-License-Identifier: Apache-2.0

/// A slice of a read buffer; valid only until the buffer moves on.
@usableFromInline package typealias Bytes = UnsafeBufferPointer<UInt8>

extension UnsafePointer<UInt8> {
    /// Eight bytes from here as a little-endian word, whatever the alignment.
    @inlinable @inline(__always) package func word() -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(self).loadUnaligned(as: UInt64.self))
    }

    @inlinable @inline(__always) package func halfWord() -> UInt32 {
        UInt32(littleEndian: UnsafeRawPointer(self).loadUnaligned(as: UInt32.self))
    }
}

extension UInt64 {
    /// The first eight bytes of a slice, zero-padded, without touching memory behind it.
    @inlinable @inline(__always) package init(prefixOf start: UnsafePointer<UInt8>, count: Int) {
        if count >= 8 {
            self = start.word()
        } else if count >= 4 {
            let high = UInt64((start + (count - 4)).halfWord())
            self = UInt64(start.halfWord()) | high << UInt64((count - 4) &* 8)
        } else {
            var word: UInt64 = 0
            var index = 0
            while index < count {
                word |= UInt64(start[index]) << UInt64(index &* 8)
                index &+= 1
            }
            self = word
        }
    }

    /// Eight copies of one byte.
    @inlinable @inline(__always) package init(repeating byte: UInt8) {
        self = UInt64(byte) &* 0x0101_0101_0101_0101
    }

    /// A word whose lowest set bit marks the first byte equal to the one that `pattern` repeats; 0 when none
    /// is.
    ///
    /// Bits above the lowest one may be wrong, so only the first match may be read.
    @inlinable @inline(__always) package func firstMatch(of pattern: UInt64) -> UInt64 {
        let difference = self ^ pattern
        return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
    }
}

extension Bytes {
    /// The part in `range` as a slice of its own.
    @inlinable @inline(__always) package func part(_ range: Range<Int>) -> Bytes {
        Bytes(rebasing: self[range])
    }

    /// The slice without spaces and tabs at either end.
    @inlinable package var trimmed: Bytes {
        var low = 0
        var high = count
        while low < high, self[low] == Byte.space || self[low] == Byte.tab { low += 1 }
        while high > low, self[high - 1] == Byte.space || self[high - 1] == Byte.tab { high -= 1 }
        return part(low..<high)
    }

    @inlinable package func equals(_ other: Bytes) -> Bool {
        count == other.count && zip(self, other).allSatisfy { $0 == $1 }
    }
}
