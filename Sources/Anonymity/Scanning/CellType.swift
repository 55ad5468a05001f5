// SPDX-License-Identifier: Apache-2.0
import Tables

/// What one cell reads as.
enum CellType: UInt8, CaseIterable {
    case integer
    /// A whole number that can be seconds, milliseconds, microseconds or nanoseconds since 1970, from 2001 to
    /// 2033.
    case epoch
    case decimal
    /// A decimal with four or more places, as coordinates have.
    case fineDecimal
    case timestamp
    case version
    /// Four words or more, or three with one in lower case.
    case prose
    case text
    /// What is written where there is no value: `NA`, `NULL`, a dash.
    case missing

    init(_ bytes: Bytes, _ shape: CellShape) {
        self = Self.number(bytes, shape) ?? Self.written(bytes, shape)
    }

    private static func number(_ bytes: Bytes, _ shape: CellShape) -> CellType? {
        guard shape.digits > 0, shape.letters <= 1, shape.spaces == 0, shape.colons == 0 else { return nil }
        if shape.digits == shape.count {
            let isEpoch = bytes[0] == 0x31 && [10, 13, 16, 19].contains(shape.count)
            return isEpoch ? .epoch : .integer
        }
        let isSigned = bytes[0] == Byte.dash || bytes[0] == Byte.plus
        if isSigned, shape.digits == shape.count - 1 { return .integer }
        if shape.dots > 0, NumberShape.matches(bytes) { return fineness(bytes, Byte.dot) }
        if NumberShape.matches(bytes) { return .decimal }
        if NumberShape.matches(bytes, point: Byte.comma) { return fineness(bytes, Byte.comma) }
        return nil
    }

    /// How fine a decimal is; one of scientific notation is as fine as its places beyond the exponent.
    private static func fineness(_ bytes: Bytes, _ point: UInt8) -> CellType {
        guard let comma = bytes.firstIndex(of: point) else { return .decimal }
        var end = comma + 1
        while end < bytes.count, Byte.isDigit(bytes[end]) { end += 1 }
        var exponent = 0
        if end < bytes.count {
            for byte in bytes[(end + 1)...].suffix(3) where Byte.isDigit(byte) {
                exponent = exponent * 10 + Int(byte - Byte.zero)
            }
            if bytes[end + 1] == Byte.dash { exponent = -exponent }
        }
        return end - comma - 1 - exponent >= 4 && (-4...2).contains(exponent) ? .fineDecimal : .decimal
    }

    private static func written(_ bytes: Bytes, _ shape: CellShape) -> CellType {
        if MissingCell.contains(bytes) { return .missing }
        if shape.digits >= 3, Byte.isDigit(bytes[0]), Timestamp.matches(bytes) { return .timestamp }
        if shape.dots >= 2, shape.digits >= 3, Version.matches(bytes) { return .version }
        if shape.spaces >= 3 || shape.spaces == 2 && hasLowerCaseWord(bytes) { return .prose }
        return .text
    }

    private static func hasLowerCaseWord(_ bytes: Bytes) -> Bool {
        bytes.split(separator: Byte.space).contains { word in
            word.count >= 2 && word.allSatisfy { Byte.isLetter($0) && !Byte.isUpper($0) }
        }
    }
}

/// Version numbers: three or four parts, perhaps after a `v`, perhaps with a suffix.
enum Version {
    static func matches(_ bytes: Bytes) -> Bool {
        var index = bytes[0] | 0x20 == UInt8(ascii: "v") ? 1 : 0
        var parts = 0
        var groupsOfThree = 0
        while true {
            let first = index
            while index < bytes.count, Byte.isDigit(bytes[index]) { index += 1 }
            let length = index - first
            guard (1...4).contains(length), length == 1 || bytes[first] != Byte.zero else { return false }
            parts += 1
            if parts > 1, length == 3 { groupsOfThree += 1 }
            guard index < bytes.count, bytes[index] == Byte.dot else { break }
            index += 1
        }
        // 12.345.678 is a number with thousands set apart, or an identity card.
        guard (3...4).contains(parts), groupsOfThree < parts - 1 else { return false }
        guard index < bytes.count else { return true }
        let suffix = bytes.part(index + 1..<bytes.count)
        let opens = bytes[index] == Byte.dash || bytes[index] == Byte.plus
        return opens && suffix.count <= 12 && suffix.contains(where: Byte.isLetter)
    }
}
