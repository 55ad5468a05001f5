// SPDX-License-Identifier: Apache-2.0
import Tables

/// Whether whole numbers only grow, or only fall, from row to row, in small or even steps: a counter or a row
/// number.
///
/// Numbers that were drawn from many and sorted grow as well, but by large and uneven steps.
struct Trend {
    /// A counter that grows by no more than this from row to row is one however uneven its steps are.
    private static let smallStep = 10.0
    private static let largeStep = 1_000.0
    /// Of drawn numbers the deviation of the gaps is about their mean; of steps up to a limit little more
    /// than half of it.
    private static let uneven = 0.75
    private static let even = 0.25

    private var previous: Int?
    private var rises = Steps()
    private var falls = Steps()

    mutating func add(_ bytes: Bytes) {
        guard let value = Self.integer(bytes) else { return }
        if let previous {
            if value > previous { rises.add(Double(value) - Double(previous)) }
            if value < previous { falls.add(Double(previous) - Double(value)) }
        }
        previous = value
    }

    /// Whether ninety-nine steps in a hundred go one way, and are those of a counter.
    var isCounter: Bool {
        let most = rises.count >= falls.count ? rises : falls
        guard most.count > 0, most.count >= 0.99 * (rises.count + falls.count) else { return false }
        if most.mean <= Self.smallStep { return true }
        return most.unevenness <= (most.mean <= Self.largeStep ? Self.uneven : Self.even)
    }

    private static func integer(_ bytes: Bytes) -> Int? {
        guard bytes.count <= 18 else { return nil }
        let isNegative = bytes[0] == Byte.dash
        var value = 0
        for byte in bytes where Byte.isDigit(byte) { value = value &* 10 &+ Int(byte &- Byte.zero) }
        return isNegative ? -value : value
    }

    private struct Steps {
        var count = 0.0
        var sum = 0.0
        var squares = 0.0

        mutating func add(_ step: Double) {
            count += 1
            sum += step
            squares += step * step
        }

        var mean: Double { sum / count }

        /// The standard deviation as a share of the mean.
        var unevenness: Double { (max(0, squares / count - mean * mean)).squareRoot() / mean }
    }
}
