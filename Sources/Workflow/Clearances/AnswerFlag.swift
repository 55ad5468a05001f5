// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// The authors concede a flag, or contest it, which puts it before the moderators; with a
    /// reason of 1 to 5000 characters.
    ///
    /// - Throws: `TransitionRefused` when the flag was answered or decided, `LostRace`
    ///   when that happened meanwhile.
    package func answer(_ flag: FlagRecord, _ event: Flag.State.Event, because reason: String) throws {
        try changeFlags(of: flag.organisation, on: flag.finding) {
            try FlagStore(self).move(
                flag,
                event,
                answer: reason,
                dueInDays: event == .contest ? Deadlines.flagDecision : nil,
                ["reason": .string(reason)]
            )
        }
        if event == .contest { try callJudges(of: flag.finding) }
    }

    /// The provider takes a flag back, with a reason of 1 to 5000 characters.
    ///
    /// - Throws: `TransitionRefused` when the flag was decided, `LostRace` when that happened meanwhile.
    package func retract(_ flag: FlagRecord, because reason: String) throws {
        try changeFlags(of: flag.organisation, on: flag.finding) {
            try FlagStore(self).move(flag, .retract, ["reason": .string(reason)])
        }
    }
}
