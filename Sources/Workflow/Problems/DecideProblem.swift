// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// A decision about somebody else's problem, with a reason of 1 to 5000 characters: approved or sent back
    /// by a moderator, and of an open one its amendment; cancelled by an administrator.
    ///
    /// - Throws: `TransitionRefused` when it cannot happen now, `ActRefused` where no amendment waits,
    ///   `LostRace` when the problem changed meanwhile.
    package func decide(
        _ event: Problem.State.Event,
        on problem: ProblemRecord,
        by person: ID<Person>,
        because reason: String
    ) throws {
        _ = try problem.state.after(event)
        if problem.state == .open, event != .cancel, problem.amended == nil {
            throw ActRefused.conflict("nothing_waits", "The problem is open, and no amendment of it waits.")
        }
        // Before the move, so that the database asks who decides while there is something to decide.
        try GateStore(self).decide(
            event.rawValue,
            Problem.State.object,
            problem.id.rawValue,
            finding: nil,
            by: person,
            reason: reason
        )
        let details: JSON = ["reason": .string(reason)]
        // Whoever sends a problem back does not see the draft that it becomes.
        if event == .return, problem.state != .open {
            try moveOutOfSight(problem.row, event, details)
        } else {
            try ProblemStore(self).move(problem.row, event, details)
        }
    }
}
