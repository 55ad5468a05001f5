// SPDX-License-Identifier: Apache-2.0
import Tables

/// Whether whole numbers only grow, or only fall, from row to row: a counter or a row number.
struct Trend {
    private var previous: Int?
    private var rises = 0
    private var falls = 0

    mutating func add(_ bytes: Bytes) {
        guard let value = Self.integer(bytes) else { return }
        if let previous {
            if value > previous { rises += 1 }
            if value < previous { falls += 1 }
        }
        previous = value
    }

    /// Whether ninety-nine steps in a hundred go one way.
    var isSteady: Bool {
        let steps = rises + falls
        return steps > 0 && Double(max(rises, falls)) >= 0.99 * Double(steps)
    }

    private static func integer(_ bytes: Bytes) -> Int? {
        guard bytes.count <= 18 else { return nil }
        let isNegative = bytes[0] == Byte.dash
        var value = 0
        for byte in bytes where Byte.isDigit(byte) { value = value &* 10 &+ Int(byte &- Byte.zero) }
        return isNegative ? -value : value
    }
}
