// SPDX-License-Identifier: Apache-2.0
import Tables

/// Counts the shapes of a column's values (`A9999` for `N1204`), to tell serial numbers from other text.
struct MaskVote {
    private static let kept = 16
    private var masks: [(mask: UInt64, count: Int)] = []
    private var values = 0

    /// Notes a value not seen before.
    mutating func add(_ bytes: Bytes) {
        values += 1
        guard (4...40).contains(bytes.count), let mask = Self.mask(bytes) else { return }
        if let known = masks.firstIndex(where: { $0.mask == mask }) {
            masks[known].count += 1
        } else if masks.count < Self.kept {
            masks.append((mask, 1))
        }
    }

    /// Whether nine values in ten have one shape with digits in it.
    var hasOneShape: Bool {
        guard let most = masks.map(\.count).max() else { return false }
        return Double(most) >= 0.9 * Double(values)
    }

    /// A hash of the shape; `nil` without a digit.
    private static func mask(_ bytes: Bytes) -> UInt64? {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var hasDigit = false
        for byte in bytes {
            let symbol: UInt8
            if Byte.isDigit(byte) {
                hasDigit = true
                symbol = Byte.zero
            } else if Byte.isLetter(byte) {
                symbol = Byte.isUpper(byte) ? UInt8(ascii: "A") : UInt8(ascii: "a")
            } else {
                symbol = byte
            }
            hash = (hash ^ UInt64(symbol)) &* 0x100_0000_01B3
        }
        return hasDigit ? hash : nil
    }
}
