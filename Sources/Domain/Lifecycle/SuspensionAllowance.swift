// SPDX-License-Identifier: Apache-2.0

/// How long a release may be suspended: ``Deadlines/releaseSuspension`` days within any
/// ``Deadlines/releaseSuspensionWindow`` days, all of its suspensions together.
package struct SuspensionAllowance: Sendable {
    private static let limit = Int64(Deadlines.releaseSuspension) * 86_400_000_000
    private static let window = Int64(Deadlines.releaseSuspensionWindow) * 86_400_000_000

    /// The suspensions that are over, in microseconds, in their order.
    private let past: [Range<Int64>]

    /// `past` are the suspensions that are over, in their order; none reaches into another.
    package init(past: [Range<Instant>]) {
        self.past = past.map { $0.lowerBound.rawValue..<$0.upperBound.rawValue }
    }

    /// When a suspension that begins `now` ends at the latest; `nil` when none can begin.
    ///
    /// While it goes on, the window behind it goes on as well, and leaves behind what was before: as long as
    /// its beginning moves through an earlier suspension, the new one costs nothing.
    package func latestEnd(from now: Instant) -> Instant? {
        var behind = now.rawValue - Self.window
        var left = Self.limit - past.reduce(0) { $0 + max(0, $1.upperBound - max(behind, $1.lowerBound)) }
        for earlier in past where earlier.upperBound > behind && left >= 0 {
            let gap = max(0, earlier.lowerBound - behind)
            guard gap <= left else { break }
            left -= gap
            behind = earlier.upperBound
        }
        guard left >= 0 else { return nil }
        let end = Instant(rawValue: behind + left + Self.window)
        return end > now ? end : nil
    }

    /// The first moment, `now` or later, at which a suspension can begin.
    package func nextBegin(after now: Instant) -> Instant {
        var left = Self.limit
        for earlier in past.reversed() {
            let length = earlier.upperBound - earlier.lowerBound
            guard length < left else {
                return max(now, Instant(rawValue: earlier.upperBound - left + Self.window))
            }
            left -= length
        }
        return now
    }
}
