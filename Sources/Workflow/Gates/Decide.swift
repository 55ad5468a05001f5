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

    /// A moderator lets a version pass whose screening failed, with a reason of 1 to 5000 characters; what
    /// it has of passages that had to go is then judged as well.
    ///
    /// Where a passage stands that had to go from another finding, it takes two of them.
    ///
    /// - Throws: as ``decide(_:on:by:because:)``, of the screening; `ActRefused` where a passage of this
    ///   finding stands that had to go, and for a second word of one person.
    package func except(_ version: VersionCase, by person: ID<Person>, because reason: String) throws {
        let event = Screening.Event.exception
        // Before the version, which the gate's move locks.
        try ClearanceStore(self).lock(of: version.finding)
        guard try !BindingPassageStore(self).hasSpoken(person, on: version.id) else {
            throw ActRefused.conflict("already_voted", "You have spoken for this; another judge decides.")
        }
        try writeDown(event.rawValue, on: version, by: person, because: reason)
        guard let screening = version.screening else {
            throw TransitionRefused(
                object: Screening.object,
                state: version.state.rawValue,
                event: event.rawValue
            )
        }
        _ = try screening.after(event)
        guard try !FlagStore(self).isForbidden(version.id) else {
            throw ActRefused.conflict(
                "passage_forbidden",
                "A passage stands that was objected to and had to go; it is left out of a new version."
            )
        }
        let details: JSON = ["reason": .string(reason)]
        guard try !BindingPassageStore(self).isSecondVoiceMissing(on: version.id) else {
            return try record(.exceptionSupported, version.subject, details)
        }
        try moveGate(of: version.id) {
            try move(Subject(version.id, screening), event, details)
        }
        try nearAreGone(from: version)
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
