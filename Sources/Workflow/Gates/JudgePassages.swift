// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// A judge finds that the passages that had to go, most of whose words the version has, are `gone` from
    /// it, or that one `stands`; with a reason of 1 to 5000 characters.
    ///
    /// The database refuses a party, and `gone` to whoever accepted the version.
    ///
    /// - Throws: `TransitionRefused` when nobody doubts, or no longer; `LostRace` when that changed
    ///   meanwhile.
    package func judgePassages(
        _ event: Screening.Event,
        of version: VersionCase,
        by person: ID<Person>,
        because reason: String
    ) throws {
        // Before the version, which the gate's move locks.
        try ClearanceStore(self).lock(of: version.finding)
        try writeDown(event.rawValue, on: version, by: person, because: reason)
        guard let screening = version.screening else {
            throw TransitionRefused(
                object: Screening.object,
                state: version.state.rawValue,
                event: event.rawValue
            )
        }
        let details: JSON = ["reason": .string(reason)]
        try moveGate(of: version.id, details) {
            try move(Subject(version.id, screening), event, details)
        }
        if event == .gone { try nearAreGone(from: version) }
    }

    /// Resolves the flags of a version's finding whose passages it does not have, those among them that it
    /// came near to and that somebody has found gone.
    func nearAreGone(from version: VersionCase) throws {
        let flags = FlagStore(self)
        let own = try flags.near(to: version.id).filter { $0.finding == version.finding }
        try flags.note(own, standing: false, in: version.id)
        try resolve(flags.gone(from: version.id))
        try settle(version.id)
    }
}
