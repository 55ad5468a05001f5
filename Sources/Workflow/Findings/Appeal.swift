// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// An author appeals against a rejection or a request for changes, with a reason of 1 to 5000 characters:
    /// another moderator accepts or rejects.
    ///
    /// The database refuses a second appeal, and one while an upheld objection stands.
    ///
    /// - Throws: `TransitionRefused` when no moderator has decided against the version, `ActRefused` so soon
    ///   after what the authors asked for before, `LostRace` when something changed meanwhile.
    package func appeal(_ version: VersionCase, by person: ID<Person>, because reason: String) throws {
        guard let moderation = version.moderation else {
            throw TransitionRefused(
                object: Moderation.object,
                state: version.state.rawValue,
                event: Moderation.Event.appeal.rawValue
            )
        }
        _ = try moderation.after(.appeal)
        // Before the version: objections to a later one may hold them.
        try ClearanceStore(self).lock(of: version.finding)
        let gates = GateStore(self)
        try requireAttention(for: version.finding)
        try gates.appeal(version.id, by: person, reason: reason)
        // Before its gate moves: what follows from a gate's move is meant for a submitted version.
        try move(
            version.row,
            .appeal,
            due: .days(Deadlines.clearanceCap),
            ["reason": .string(reason)]
        )
        try moveGate(of: version.id) {
            try move(Subject(version.id, moderation), .appeal, set: ["late_since = NULL"])
        }
        try hold(version.id)
        try callJudges(of: version.finding)
        guard let screening = try gates.screening(of: version.id) else { return }
        if screening == .pending {
            // One that came while the version was with its authors was dropped.
            try JobStore(self).enqueue(.screenVersion, version.id.rawValue)
        } else if let days = screening.days {
            // Its time did not run meanwhile.
            try gates.renewTime(of: version.id, screening, days: days)
        }
    }
}
