// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// An author appeals against a rejection, with a reason of 1 to 5000 characters:
    /// another moderator decides anew.
    ///
    /// The database refuses a second appeal.
    ///
    /// - Throws: `TransitionRefused` when the version is not rejected, `LostRace` when it no longer is.
    package func appeal(_ version: VersionCase, by person: ID<Person>, because reason: String) throws {
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
            try move(Subject(version.id, Moderation.rejected), .appeal, due: .days(Deadlines.moderation))
        }
        // A screening that came while the version was rejected was dropped.
        if try gates.screening(of: version.id) == .pending {
            try JobStore(self).enqueue(.screenVersion, version.id.rawValue)
        }
    }
}
