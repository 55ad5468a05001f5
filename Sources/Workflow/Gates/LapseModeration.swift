// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension Connection {
    /// What the clock does with a moderation, which is locked, that nobody decided in time: administrators
    /// are asked as well, again and again.
    ///
    /// - Throws: `LostRace` when its version has left its gates.
    package func lapseModeration(of version: ID<FindingVersion>, _ state: Moderation) throws {
        guard let late = try VersionStore(self).version(version) else {
            throw LostRace(object: Moderation.object)
        }
        try moveGate(of: version) {
            try move(
                Subject(version, state),
                .escalate,
                set: ["late_since = coalesce(late_since, due_at)"]
            )
        }
        try record(.moderationEscalated, late.subject)
        try callJudges(of: late.finding)
    }
}
