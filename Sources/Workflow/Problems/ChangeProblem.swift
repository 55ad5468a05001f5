// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

extension Connection {
    /// The owner asks for a moderator's approval of a draft.
    ///
    /// - Throws: `ActRefused` when its deadline is past, `TransitionRefused` or
    ///   `LostRace` when it is no draft.
    package func submit(_ problem: ProblemRecord) throws {
        try requireFuture(problem.deadline)
        try ProblemStore(self).move(problem.row, .submit)
    }

    /// The owner changes the text, as a new version; for an open problem that is an event of its lifecycle.
    ///
    /// - Throws: `TransitionRefused` when it is neither a draft nor open, `LostRace`
    ///   when it changed meanwhile.
    package func amend(_ problem: ProblemRecord, _ text: ProblemText, by person: ID<Person>) throws {
        let problems = ProblemStore(self)
        try problems.add(text, to: problem.id, number: problem.version + 1, by: person)
        guard problem.state == .draft else { return try problems.amend(problem) }
        try problems.edit(problem)
        try record(.problemEdited, problem.pid.description)
    }

    /// The owner sets a later deadline for an open problem.
    ///
    /// - Throws: `ActRefused` when it is not later, `LostRace` when the problem changed meanwhile.
    package func extend(_ problem: ProblemRecord, to deadline: Instant) throws {
        guard try ProblemStore(self).extend(problem, to: deadline) else {
            throw ActRefused.invalid("/deadline", "range", "A deadline is only moved to a later time.")
        }
    }

    /// The owner says how a problem ended, once its deadline has come, with a reason of 1 to 5000 characters.
    ///
    /// - Throws: `TransitionRefused` or `LostRace` when it is not being evaluated.
    package func conclude(
        _ problem: ProblemRecord,
        as outcome: Problem.Outcome,
        because reason: String
    ) throws {
        let details: JSON = ["outcome": .string(outcome.rawValue), "reason": .string(reason)]
        try ProblemStore(self).move(problem.row, .conclude, outcome: outcome, details)
    }
}
