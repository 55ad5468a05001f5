// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation

/// How a slice counts time: in ticks of some days, always from now on or back from now, so that a finding may
/// go on for ever and still have finitely many states.
struct Ticks: Sendable {
    /// The days of one.
    let days: Int

    /// How many ticks it takes until so many days are over.
    func over(_ days: Int) -> Int { (days + self.days - 1) / self.days }

    /// The end of a number of ticks, counted from a beginning that is the same for all.
    func instant(_ ticks: Int) -> Instant { Instant(rawValue: 0).advanced(byDays: Int64(ticks * days)) }

    /// How many ticks it takes from one moment to another.
    func between(_ from: Instant, _ to: Instant) -> Int {
        over(Int((to.rawValue - from.rawValue) / 86_400_000_000))
    }
}

/// A provider's clock for one version, in ticks from its submission.
struct ModelClock: Sendable {
    let due: Int
    let cap: Int

    /// The release that the model's provider is asked about.
    static let release = ID<Release>(rawValue: UUID())

    /// What the server computes, with ``ClearanceClock``.
    ///
    /// Of the reviews before it the clock asks the first notice, the days that were used and what was left of
    /// the last; so two stand for any number.
    ///
    /// - Parameters:
    ///   - first: ticks since the first notice; `nil` when this is the first.
    ///   - used: ticks for which versions were before the provider.
    ///   - left: ticks that were left of the version before, if it was pending or extended.
    init(_ ticks: Ticks, agreed: Int, first: Int?, used: Int, left: Int, hasPassed: Bool) {
        let now = ticks.instant(first ?? 0)
        func earlier(from: Instant, to: Instant, due: Instant?, _ hasPassed: Bool) -> ClearanceClock.Earlier {
            ClearanceClock.Earlier(
                noticedAt: from,
                leftAt: to,
                dueAt: due,
                hasPassed: hasPassed,
                releases: [Self.release]
            )
        }
        let before =
            first == nil
            ? []
            : [
                earlier(from: ticks.instant(0), to: ticks.instant(used), due: nil, false),
                earlier(
                    from: now,
                    to: now,
                    due: left > 0 ? ticks.instant((first ?? 0) + left) : nil,
                    hasPassed
                ),
            ]
        let clock = ClearanceClock(noticedAt: now, agreed: [Self.release: agreed], after: before)
        due = ticks.between(now, clock.dueAt)
        cap = ticks.between(now, clock.capAt)
    }
}
