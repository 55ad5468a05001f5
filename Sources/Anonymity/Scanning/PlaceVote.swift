// SPDX-License-Identifier: Apache-2.0
import Tables

/// Counts the numbers of a column that can be a place on a map: degrees with five places or more, or metres
/// of a projection (six to eight digits before the point, as UTM and Gauss-Krüger have them).
struct PlaceVote {
    private var degrees = 0
    private var metres = 0
    private var values = 0

    /// Notes a value not seen before.
    mutating func add(_ bytes: Bytes) {
        values += 1
        let bytes = bytes.trimmed
        var index = bytes.first == Byte.dash || bytes.first == Byte.plus ? 1 : 0
        let first = index
        while index < bytes.count, Byte.isDigit(bytes[index]) { index += 1 }
        let whole = index - first
        guard whole > 0 else { return }
        if index == bytes.count || bytes[index] == Byte.dot || bytes[index] == Byte.comma {
            let places = max(0, bytes.count - index - 1)
            if (6...8).contains(whole) { metres += 1 } else if whole <= 3, places >= 5 { degrees += 1 }
        }
    }

    /// Whether half of the values and more can be.
    var isMap: Bool {
        values > 0 && (degrees * 2 >= values || metres * 2 >= values)
    }
}
