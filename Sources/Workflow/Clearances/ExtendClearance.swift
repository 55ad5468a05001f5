// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// Gives a provider more time, for a patent, with a reason of 1 to 5000 characters.
    ///
    /// - Throws: `ActRefused` for a thesis, a second time for any version of the finding, and for an end that
    ///   is not after the present due time, is more than ``Deadlines/clearanceExtension`` days away, or
    ///   leaves no time for decisions before the cap; `LostRace` when it is no longer pending.
    package func extend(_ clearance: ClearanceRecord, until: Instant, because reason: String) throws {
        guard !clearance.isThesis else {
            throw ActRefused.conflict("thesis", "The clearance of a thesis is never extended.")
        }
        let clearances = ClearanceStore(self)
        guard try !clearances.wasExtended(clearance) else {
            throw ActRefused.conflict("wrong_state", "A provider extends once for a finding.")
        }
        let latest = min(
            try PlatformClock(self).now().advanced(byDays: Int64(Deadlines.clearanceExtension)),
            ClearanceClock.flaggingEnds(cap: clearance.capAt)
        )
        guard let due = clearance.dueAt, due < until, until <= latest else {
            throw ActRefused.invalid(
                "/until",
                "range",
                "An extension ends after the review, and at \(latest) at the latest."
            )
        }
        try clearances.extend(clearance, until: until, reason: reason)
    }
}
