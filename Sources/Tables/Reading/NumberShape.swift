// SPDX-License-Identifier: Apache-2.0

/// The shape of a number in a table: an optional sign, digits with at most one point, an optional exponent.
package enum NumberShape {
    package static func matches(_ bytes: Bytes, point: UInt8 = Byte.dot) -> Bool {
        var index = 0
        skipSign(bytes, &index)
        let whole = skipDigits(bytes, &index)
        var fraction = 0
        if index < bytes.count, bytes[index] == point {
            index += 1
            fraction = skipDigits(bytes, &index)
        }
        guard whole + fraction > 0 else { return false }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            skipSign(bytes, &index)
            guard skipDigits(bytes, &index) > 0 else { return false }
        }
        return index == bytes.count
    }

    private static func skipSign(_ bytes: Bytes, _ index: inout Int) {
        if index < bytes.count, bytes[index] == Byte.plus || bytes[index] == Byte.dash { index += 1 }
    }

    private static func skipDigits(_ bytes: Bytes, _ index: inout Int) -> Int {
        let first = index
        while index < bytes.count, Byte.isDigit(bytes[index]) { index += 1 }
        return index - first
    }
}
