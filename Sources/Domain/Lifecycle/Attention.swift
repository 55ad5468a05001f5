// SPDX-License-Identifier: Apache-2.0

/// How often the authors of a finding may have the platform look at it: submissions, askings for an exception
/// and appeals together are ``Deadlines/askings`` in any ``Deadlines/askingWindow`` days, so that nobody
/// fills the screenings and the moderators' queue by themselves.
package struct Attention: Sendable {
    private let past: [Instant]

    /// `past` is when the authors asked before; the latest ``Deadlines/askings`` are enough.
    package init(past: [Instant]) {
        self.past = past.sorted()
    }

    /// The first moment, `now` or later, at which they may ask again.
    package func next(after now: Instant) -> Instant {
        guard past.count >= Deadlines.askings else { return now }
        let decisive = past[past.count - Deadlines.askings]
        return max(now, decisive.advanced(byDays: Int64(Deadlines.askingWindow)))
    }
}
