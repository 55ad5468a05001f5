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

    /// The owner changes the text, as a new version; for an open problem that is an event of its lifecycle,
    /// and the version waits for a moderator.
    ///
    /// - Throws: `TransitionRefused` when it is neither a draft nor open, `LostRace`
    ///   when it changed meanwhile.
    package func amend(_ problem: ProblemRecord, _ text: ProblemText, by person: ID<Person>) throws {
        let problems = ProblemStore(self)
        let number = try problems.newest(of: problem.id) + 1
        try problems.add(text, to: problem.id, number: number, by: person)
        guard problem.state == .draft else { return try problems.amend(problem, number: number) }
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

    /// The owner says how a problem ended and which findings settled it, once its deadline has come, with a
    /// reason of 1 to 5000 characters.
    ///
    /// - Throws: `TransitionRefused` or `LostRace` when it is not being evaluated, `ActRefused` for a finding
    ///   that is no public answer to it, or for any where nothing was settled.
    package func conclude(
        _ problem: ProblemRecord,
        as outcome: Problem.Outcome,
        settledBy findings: [PID],
        because reason: String
    ) throws {
        _ = try problem.state.after(.conclude)
        guard outcome != .unsolved || findings.isEmpty else {
            throw ActRefused.invalid("/findings", "unsolved", "What is unsolved, no finding settled.")
        }
        let problems = ProblemStore(self)
        guard try problems.settle(problem.id, by: findings) else {
            throw ActRefused.invalid(
                "/findings",
                "unknown_value",
                "A finding here is no public answer to the problem."
            )
        }
        let details: JSON = [
            "outcome": .string(outcome.rawValue), "reason": .string(reason),
            "findings": .array(findings.map { .string($0.description) }),
        ]
        try problems.move(problem.row, .conclude, outcome: outcome, details)
    }
}
