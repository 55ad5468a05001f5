// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// A moderator accepts a submitted version, asks for changes or rejects it, with a
    /// reason of 1 to 5000 characters.
    ///
    /// The database refuses a party, and after an appeal the moderator who rejected.
    ///
    /// - Throws: `TransitionRefused` when the version was decided on, `LostRace` when that happened
    ///   meanwhile, or the version has left its gates.
    package func decide(
        _ event: Moderation.Event,
        on version: VersionCase,
        by person: ID<Person>,
        because reason: String
    ) throws {
        try writeDown(event.rawValue, on: version, by: person, because: reason)
        guard let moderation = version.moderation else {
            throw TransitionRefused(
                object: Moderation.object,
                state: version.state.rawValue,
                event: event.rawValue
            )
        }
        let details: JSON = ["reason": .string(reason)]
        try moveGate(of: version.id, details) {
            try move(Subject(version.id, moderation), event, details)
        }
    }

    /// Writes the decision down; before the move, so that the database refuses it to a party first.
    func writeDown(
        _ event: String,
        on version: VersionCase,
        by person: ID<Person>,
        because reason: String
    ) throws {
        try GateStore(self).decide(
            event,
            Finding.State.object,
            version.id.rawValue,
            finding: version.finding,
            by: person,
            reason: reason
        )
    }
}
