// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// A decision on a release, with a reason of 1 to 5000 characters: let out or sent back by a moderator,
    /// its measurement stopped, suspended, resumed or taken back by its officers or an administrator.
    ///
    /// The database refuses to let out what was not measured, and a moderator of the
    /// organisation that provides it.
    ///
    /// - Throws: `TransitionRefused` when it cannot happen now, `LostRace` when the
    ///   release changed meanwhile.
    package func decide(
        _ event: Release.State.Event,
        on release: ReleaseRecord,
        by person: ID<Person>,
        because reason: String
    ) throws {
        try ReleaseStore(self).move(release, event, ["reason": .string(reason)])
        if event == .stop { try JobStore(self).stop(.measureRelease, release.id.rawValue) }
        try GateStore(self).decide(
            event.rawValue,
            Release.State.object,
            release.id.rawValue,
            finding: nil,
            by: person,
            reason: reason
        )
    }
}
