// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// Passes a clearance: its provider has no objection, or let the time go by, or the flags or the cap came to nothing.
    ///
    /// A provider's word has its `person` and a `reason` of 1 to 5000 characters; nobody says the rest.
    ///
    /// - Throws: `TransitionRefused` when it cannot be passed so, `LostRace` when it no longer waits as it did.
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
