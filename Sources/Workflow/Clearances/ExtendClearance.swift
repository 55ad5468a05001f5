// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// Gives a provider more time, for a patent, with a reason of 1 to 5000 characters.
    ///
    /// - Throws: `ActRefused` for a thesis, a second time, and for an end that is not after the present
    ///   due time, or is more than ``Deadlines/clearanceExtension`` days away or past the cap; `LostRace`
    ///   when it is no longer pending.
    package func extend(_ clearance: ClearanceRecord, until: Instant, because reason: String) throws {
        guard !clearance.isThesis else {
            throw ActRefused.conflict("thesis", "The clearance of a thesis is never extended.")
        }
        guard clearance.extendedAt == nil else {
            throw ActRefused.conflict("wrong_state", "A clearance is extended once.")
        }
        guard try ClearanceStore(self).extend(clearance, until: until, reason: reason) else {
            throw ActRefused.invalid(
                "/until",
                "range",
                "An extension ends after the review, within \(Deadlines.clearanceExtension) days and before the cap."
            )
        }
    }
}
