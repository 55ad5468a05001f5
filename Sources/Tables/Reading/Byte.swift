// SPDX-License-Identifier: Apache-2.0

/// The ASCII bytes that the readers and recognisers look for, and what they belong to.
@usableFromInline package enum Byte {
    @inlinable package static var tab: UInt8 { 0x09 }
    @inlinable package static var lineFeed: UInt8 { 0x0A }
    @inlinable package static var carriageReturn: UInt8 { 0x0D }
    @inlinable package static var space: UInt8 { 0x20 }
    @inlinable package static var quote: UInt8 { 0x22 }
    @inlinable package static var plus: UInt8 { 0x2B }
    @inlinable package static var comma: UInt8 { 0x2C }
    @inlinable package static var dash: UInt8 { 0x2D }
    @inlinable package static var dot: UInt8 { 0x2E }
    @inlinable package static var slash: UInt8 { 0x2F }
    @inlinable package static var zero: UInt8 { 0x30 }
    @inlinable package static var colon: UInt8 { 0x3A }
    @inlinable package static var semicolon: UInt8 { 0x3B }
    @inlinable package static var at: UInt8 { 0x40 }
    @inlinable package static var backslash: UInt8 { 0x5C }
    @inlinable package static var underscore: UInt8 { 0x5F }
    @inlinable package static var pipe: UInt8 { 0x7C }

    @inlinable @inline(__always) package static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    @inlinable @inline(__always) package static func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

    @inlinable @inline(__always) package static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26
    }

    @inlinable @inline(__always) package static func isHexLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 6
    }

    @inlinable @inline(__always) package static func isHex(_ byte: UInt8) -> Bool {
        isDigit(byte) || isHexLetter(byte)
    }

    /// A letter or a digit of ASCII.
    @inlinable @inline(__always) package static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte)
    }

    /// A letter, a digit or part of a character outside ASCII: what makes a word go on.
    @inlinable @inline(__always) package static func isWord(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte >= 0x80
    }

    @inlinable @inline(__always) package static func lowercased(_ byte: UInt8) -> UInt8 {
        isUpper(byte) ? byte | 0x20 : byte
    }
}
