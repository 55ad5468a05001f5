// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

/// A problem as it is posed.
package struct ProblemDraft: Sendable {
    /// What it asks.
    package let text: ProblemText
    /// Who may know of it.
    package let visibility: Problem.Visibility
    /// Whether authors and reviewers of its findings do not learn who the other is.
    package let hasBlindReview: Bool
    /// Until when answers are welcome.
    package let deadline: Instant
    /// The organisations that know of a restricted problem; empty for a public one.
    package let circle: [PID]
    /// The datasets that it speaks of, which are released.
    package let datasets: [PID]

    /// Takes the parts as they are; they are checked when it is posed.
    package init(
        text: ProblemText,
        visibility: Problem.Visibility,
        hasBlindReview: Bool,
        deadline: Instant,
        circle: [PID],
        datasets: [PID]
    ) {
        self.text = text
        self.visibility = visibility
        self.hasBlindReview = hasBlindReview
        self.deadline = deadline
        self.circle = circle
        self.datasets = datasets
    }
}

extension Connection {
    /// Poses a problem of an organisation, as a draft.
    ///
    /// - Throws: `ActRefused` for a deadline that is past, a circle that cannot be, or a
    ///   dataset that is not released.
    package func pose(
        _ draft: ProblemDraft,
        as pid: PID,
        of organisation: ID<Organisation>,
        by person: ID<Person>
    ) throws {
        let problems = ProblemStore(self)
        try requireFuture(draft.deadline)
        let id = try problems.create(
            pid: pid,
            organisation: organisation,
            visibility: draft.visibility,
            blindReview: draft.hasBlindReview,
            deadline: draft.deadline,
            text: draft.text,
            by: person
        )
        try replace(circle: draft.circle, of: id, draft.visibility)
        guard try problems.replace(datasets: draft.datasets, of: id) else {
            throw ActRefused.invalid("/datasets", "unknown_value", "A dataset here is not released.")
        }
        try record(.problemPosed, pid.description)
    }

    /// Poses a problem and opens it at once, on the platform's own word.
    ///
    /// - Throws: as ``pose(_:as:of:by:)`` does.
    package func open(
        _ draft: ProblemDraft,
        as pid: PID,
        of organisation: ID<Organisation>,
        by person: ID<Person>
    ) throws {
        try pose(draft, as: pid, of: organisation, by: person)
        for event in [Problem.State.Event.submit, .approve] {
            guard let problem = try ProblemStore(self).problem(pid) else {
                throw LostRace(object: Problem.State.object)
            }
            try ProblemStore(self).move(problem.row, event)
        }
    }

    /// Refuses a deadline that does not lie ahead.
    func requireFuture(_ deadline: Instant) throws {
        guard try ProblemStore(self).isFuture(deadline) else {
            throw ActRefused.invalid("/deadline", "range", "The deadline lies ahead.")
        }
    }
}
