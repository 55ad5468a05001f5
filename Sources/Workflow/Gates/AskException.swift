// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// Authors ask for an exception to a failed screening, with a reason of 1 to 5000 characters: a moderator
    /// grants or refuses it, and their own time stands still meanwhile.
    ///
    /// The database refuses it the second time for the same files, and for a passage that an objection
    /// forbids.
    ///
    /// - Throws: `TransitionRefused` when the screening has not failed, `ActRefused` so soon after what the
    ///   authors asked for before, `LostRace` when the screening changed meanwhile.
    package func askException(for version: VersionCase, by person: ID<Person>, because reason: String) throws
    {
        let screening = try version.failedScreening(for: .ask)
        try requireAttention(for: version.finding)
        try GateStore(self).askException(for: version.id, by: person, reason: reason)
        try moveGate(of: version.id) {
            try move(
                Subject(version.id, screening),
                .ask,
                set: ["time_left = due_at - platform_now()"],
                ["reason": .string(reason)]
            )
        }
        try callJudges(of: version.finding)
    }

    /// A moderator lets a version pass whose screening failed, with a reason of 1 to 5000 characters; what
    /// it has of passages that had to go is then judged as well.
    ///
    /// Where a passage stands that had to go from another finding, it takes two of them. The database refuses
    /// a party, somebody who accepted the version, and the same files after a refusal.
    ///
    /// - Throws: `TransitionRefused` when there is nothing to except, `LostRace` when that changed meanwhile,
    ///   or the version has left its gates; `ActRefused` where a passage of this finding stands that had to
    ///   go, and for a second word of one person.
    package func except(_ version: VersionCase, by person: ID<Person>, because reason: String) throws {
        // Before the version, which the gate's move locks.
        try ClearanceStore(self).lock(of: version.finding)
        guard try !BindingPassageStore(self).hasSpoken(person, on: version.id) else {
            throw ActRefused.conflict("already_voted", "You have spoken for this; another judge decides.")
        }
        guard try !FlagStore(self).isForbidden(version.id) else {
            throw ActRefused.conflict(
                "passage_forbidden",
                "A passage stands that was objected to and had to go; it is left out of a new version."
            )
        }
        try writeDown(Screening.Event.exception.rawValue, on: version, by: person, because: reason)
        let screening = try version.failedScreening(for: .exception)
        let details: JSON = ["reason": .string(reason)]
        guard try !BindingPassageStore(self).isSecondVoiceMissing(on: version.id) else {
            return try record(.exceptionSupported, version.subject, details)
        }
        try moveGate(of: version.id) {
            try move(Subject(version.id, screening), .exception, details)
        }
        try nearAreGone(from: version)
    }

    /// A moderator refuses the exception that authors ask for, with a reason of 1 to 5000 characters; there
    /// is no other for these files.
    ///
    /// The authors have what was left of their time.
    ///
    /// The database refuses a party.
    ///
    /// - Throws: as ``except(_:by:because:)``.
    package func refuseException(_ version: VersionCase, by person: ID<Person>, because reason: String) throws
    {
        try writeDown("refuse_exception", on: version, by: person, because: reason)
        let screening = try version.failedScreening(for: .refuse)
        try moveGate(of: version.id) {
            try move(
                Subject(version.id, screening),
                .refuse,
                due: .sql("platform_now() + time_left"),
                ["reason": .string(reason)]
            )
        }
    }
}

extension VersionCase {
    /// The state of its screening, in which the event can happen.
    fileprivate func failedScreening(for event: Screening.Event) throws(TransitionRefused) -> Screening {
        guard let screening else {
            throw TransitionRefused(
                object: Screening.object,
                state: state.rawValue,
                event: event.rawValue
            )
        }
        _ = try screening.after(event)
        return screening
    }
}
