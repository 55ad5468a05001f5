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
    /// organisation that provides it. A suspension ends when the days are over that a release has for that in
    /// any year.
    ///
    /// - Throws: `TransitionRefused` when it cannot happen now, `LostRace` when the release changed
    ///   meanwhile, `ActRefused` for a suspension when no time is left for it.
    package func decide(
        _ event: Release.State.Event,
        on release: ReleaseRecord,
        by person: ID<Person>,
        because reason: String
    ) throws {
        _ = try release.state.after(event)
        let end = event == .suspend ? try suspensionEnd(of: release) : nil
        // Before the move, so that the database asks who decides while there is something to decide.
        try GateStore(self).decide(
            event.rawValue,
            Release.State.object,
            release.id.rawValue,
            finding: nil,
            by: person,
            reason: reason
        )
        try ReleaseStore(self).move(release, event, until: end, ["reason": .string(reason)])
        if event == .stop { try JobStore(self).stop(.measureRelease, release.id.rawValue) }
    }

    /// When a suspension that begins now has to end.
    private func suspensionEnd(of release: ReleaseRecord) throws -> Instant {
        _ = try release.state.after(.suspend)
        let now = try PlatformClock(self).now()
        let allowance = SuspensionAllowance(past: try ReleaseStore(self).suspensions(of: release.id))
        guard let end = allowance.latestEnd(from: now) else {
            throw ActRefused.conflict(
                "suspension_spent",
                "A release is suspended for \(Deadlines.releaseSuspension) days at most in any "
                    + "\(Deadlines.releaseSuspensionWindow): this one again from \(allowance.nextBegin(after: now)) on."
            )
        }
        return end
    }
}
