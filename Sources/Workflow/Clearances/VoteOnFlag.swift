// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// A moderator votes to uphold or to dismiss a contested flag, or an administrator decides an escalated
    /// one; with a reason of 1 to 5000 characters.
    ///
    /// The database refuses a party.
    ///
    /// - Throws: `TransitionRefused` when nobody decides on the flag now, `ActRefused` for a second vote of
    ///   one person, `LostRace` when the flag was decided meanwhile.
    package func vote(
        on flag: FlagRecord,
        uphold: Bool,
        by person: ID<Person>,
        because reason: String
    ) throws {
        let event: Flag.State.Event = uphold ? .uphold : .dismiss
        _ = try flag.state.after(event)
        try changeFlags(of: flag.organisation, on: flag.finding) {
            let flags = FlagStore(self)
            let decision = try GateStore(self).decide(
                event.rawValue,
                Flag.State.object,
                flag.id,
                finding: flag.finding,
                by: person,
                reason: reason
            )
            // An administrator's word needs no second one, and counts also after a vote as a moderator.
            if flag.state != .escalated {
                let votes = try flags.vote(flag.id, by: person, uphold: uphold, decision: decision)
                guard let votes else {
                    throw ActRefused.conflict("already_voted", "You have voted on this flag.")
                }
                try record(
                    .flagVoted,
                    flag.pid.description,
                    ["reason": .string(reason), "uphold": .bool(uphold)]
                )
                guard votes >= Flag.votesNeeded else { return }
            }
            try flags.move(flag, event, ["reason": .string(reason)])
        }
    }
}
