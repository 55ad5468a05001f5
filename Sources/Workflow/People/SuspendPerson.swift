// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// The platform suspends or resumes a person, with a reason of 1 to 5000 characters; the state that the
    /// person is in then.
    ///
    /// - Throws: `TransitionRefused` when it cannot happen now, `LostRace` when the person changed meanwhile.
    package func decide(_ event: PersonState.Event, on person: PersonRecord, because reason: String) throws
        -> PersonState
    {
        try move(person.row, event, ["reason": .string(reason)])
    }
}
