// SPDX-License-Identifier: Apache-2.0

/// When a provider's review of one version ends, computed once, when the version is submitted.
///
/// Review days run while a version is before the provider, and no version cuts an extension short, be it that
/// an objection waits or was upheld in the meantime; nor is a provider given new time for what it has looked
/// at already. Pure, so that a model of the workflow runs it.
package struct ClearanceClock: Hashable, Sendable {
    /// An earlier version's review by the same provider of the same finding.
    package struct Earlier: Hashable, Sendable {
        /// When the provider was asked.
        package let noticedAt: Instant
        /// When its version left the provider; `nil` while it is there.
        package let leftAt: Instant?
        /// When silence would have cleared it, had no objection waited; `nil` of a review of long ago.
        package let dueAt: Instant?
        /// Whether the provider cleared it, or let its time go by.
        package let hasPassed: Bool
        /// The keys of the releases for which the provider was asked.
        package let releases: Set<ID<Release>>

        /// Takes the parts as they are.
        package init(
            noticedAt: Instant,
            leftAt: Instant?,
            dueAt: Instant?,
            hasPassed: Bool,
            releases: Set<ID<Release>>
        ) {
            self.noticedAt = noticedAt
            self.leftAt = leftAt
            self.dueAt = dueAt
            self.hasPassed = hasPassed
            self.releases = releases
        }
    }

    /// When silence clears the version.
    package let dueAt: Instant
    /// When nothing but an upheld objection holds the version any longer.
    package let capAt: Instant

    /// The clock of a version that a provider is asked about at `now`.
    ///
    /// - Parameters:
    ///   - agreed: days of review by release, of those for which the provider is asked.
    ///   - earlier: the reviews of versions before it, oldest first.
    package init(noticedAt now: Instant, agreed: [ID<Release>: Int], after earlier: [Earlier]) {
        var left = Self.day * Int64(Deadlines.clearanceLeast)
        for (release, days) in agreed {
            let agreed = Self.day * Int64(days)
            let before = earlier.filter { $0.releases.contains(release) }
            let used = before.reduce(Int64(0)) { used, review in
                review.hasPassed
                    ? agreed : used + (review.leftAt ?? now).rawValue - review.noticedAt.rawValue
            }
            left = max(left, agreed - used)
        }
        if let last = earlier.last, !last.hasPassed, let due = last.dueAt {
            left = max(left, due.rawValue - (last.leftAt ?? now).rawValue)
        }
        dueAt = Instant(rawValue: now.rawValue + left)
        let first = earlier.map(\.noticedAt).min() ?? now
        capAt = max(
            first.advanced(byDays: Int64(Deadlines.clearanceCap)),
            dueAt.advanced(byDays: Int64(Deadlines.flagsBeforeCap))
        )
    }

    /// When the last objection is raised to a version with this cap, so that it can be decided before.
    package static func flaggingEnds(cap: Instant) -> Instant {
        cap.advanced(byDays: -Int64(Deadlines.flagsBeforeCap))
    }

    /// Whether an objection that is raised now is put before the moderators at once, since the authors'
    /// time to answer would end after the last moment for one.
    package static func isLate(_ now: Instant, cap: Instant) -> Bool {
        now.advanced(byDays: Int64(Deadlines.flagAnswer)) > flaggingEnds(cap: cap)
    }

    /// A day in microseconds.
    private static let day: Int64 = 86_400_000_000
}
