// SPDX-License-Identifier: Apache-2.0

/// Well-formedness of UTF-8: no overlong form, no surrogate, nothing above U+10FFFF (Unicode, table 3-7).
package enum UTF8Check {
    /// Whether any byte is outside ASCII.
    ///
    /// Reads up to seven bytes behind the slice, which the caller must own.
    @inline(__always) static func needed(_ start: UnsafePointer<UInt8>, count: Int) -> Bool {
        var index = 0
        var seen: UInt64 = 0
        while index < count {
            seen |= (start + index).word()
            index &+= 8
        }
        return seen & 0x8080_8080_8080_8080 != 0
    }

    /// The index of the first byte that starts no well-formed sequence, or `nil`.
    package static func firstError(in bytes: Bytes) -> Int? {
        var index = 0
        while index < bytes.count {
            guard let length = sequenceLength(bytes, at: index) else { return index }
            index += length
        }
        return nil
    }

    /// Whether these bytes begin a sequence that is cut off.
    static func isBeginning(_ bytes: some Collection<UInt8>) -> Bool {
        guard let lead = bytes.first else { return false }
        let length =
            switch lead {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 0
            }
        return bytes.count < length && bytes.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
    }

    private static func sequenceLength(_ bytes: Bytes, at index: Int) -> Int? {
        let lead = bytes[index]
        let (length, second): (Int, ClosedRange<UInt8>)
        switch lead {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return nil }
        for next in bytes.part(index + 2..<index + length) where next & 0xC0 != 0x80 { return nil }
        return length
    }
}
