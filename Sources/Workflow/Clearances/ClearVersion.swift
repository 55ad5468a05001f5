// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// Passes a clearance: its provider has no objection or let the time go by, none of its flags
    /// was upheld, or the cap came.
    ///
    /// A provider's own answer has a `person` and a `reason` of 1 to 5000 characters; the
    /// other outcomes have neither.
    ///
    /// - Throws: `TransitionRefused` when it cannot be passed so, `LostRace` when it
    ///   no longer waits as it did.
    package func clear(
        _ clearance: ClearanceRecord,
        as outcome: Clearance.Outcome,
        by person: ID<Person>? = nil,
        because reason: String? = nil
    ) throws {
        try moveGate(of: clearance.version) {
            try ClearanceStore(self).pass(clearance, as: outcome, by: person, reason: reason)
        }
    }
}
