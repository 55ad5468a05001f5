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
    /// - Throws: `TransitionRefused` when no moderator has decided against the version, `LostRace` when that
    ///   changed meanwhile.
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
        try gates.appeal(version.id, by: person, reason: reason)
        // Before its gate moves: what follows from a gate's move is meant for a submitted version.
        try move(
            version.row,
            .appeal,
            due: .days(Deadlines.clearanceCap),
            ["reason": .string(reason)]
        )
        try moveGate(of: version.id) {
            try move(Subject(version.id, moderation), .appeal, due: .days(Deadlines.moderation))
        }
        try hold(version.id)
        switch try gates.screening(of: version.id) {
        // One that came while the version was with its authors was dropped.
        case .pending: try JobStore(self).enqueue(.screenVersion, version.id.rawValue)
        // Its time did not run meanwhile.
        case .failed: try gates.renewTime(of: version.id, .failed, days: Deadlines.failedScreening)
        case .doubtful: try gates.renewTime(of: version.id, .doubtful, days: Deadlines.passageDecision)
        case .unresolved: try gates.renewTime(of: version.id, .unresolved, days: Deadlines.passageEscalation)
        default: break
        }
    }
}
