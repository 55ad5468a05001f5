// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// What everybody who knows of a problem knows of it.
package struct ProblemFacts: Record, Sendable {
    /// The public identifier, of the kind `problem`.
    package let pid: PID
    /// For the public one of `open`, `evaluating`, `concluded` and `cancelled`.
    package let state: Problem.State
    /// The number of the present version, from 1.
    package let version: Int
    /// 1 to 300 characters.
    package let title: String
    /// 1 to 50000 characters.
    package let statement: String
    /// In the order in which they were given; may be empty.
    package let keywords: [String]
    /// Until when answers are welcome.
    package let deadline: Instant
    /// What the owner says of the answers; `nil` until it is concluded.
    package let outcome: Problem.Outcome?
    /// The public identifiers of the findings that settled it, in order; empty until it is concluded.
    package let settledBy: [String]
    /// When it was first opened; `nil` before.
    package let openedAt: Instant?
    /// The public identifier of the organisation that poses it.
    package let organisationPID: PID
    /// That organisation's name: 1 to 200 characters.
    package let organisationName: String
    /// What sort of organisation that is.
    package let organisationKind: Organisation.Kind
    /// The public identifiers of the datasets that it speaks of, in order; only those that the public knows.
    package let datasets: [String]
    /// Whether authors and reviewers of its findings do not learn who the other is.
    package let hasBlindReview: Bool

    /// Of `ProblemRecord.source`.
    package static var columns: SQL {
        """
        p.pid, p.state, p.version, v.title, v.statement, v.keywords, p.deadline, p.outcome,
        ARRAY(SELECT s.finding FROM problem_settlements s WHERE s.problem = p.id ORDER BY s.finding),
        p.opened_at, o.pid, o.name, o.kind,
        ARRAY(
            SELECT d.pid FROM problem_datasets pd JOIN datasets d ON d.id = pd.dataset
            WHERE pd.problem = p.id AND EXISTS (SELECT FROM published.releases r WHERE r.dataset_key = d.id)
            ORDER BY d.pid
        ),
        p.blind_review
        """
    }

    /// Of `published.problems`, in the same order.
    static var published: SQL {
        """
        pid, state, version, title, statement, keywords, deadline, outcome, settled_by, opened_at,
        organisation, organisation_name, organisation_kind, datasets, blind_review
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        pid = try row.next()
        state = try row.next()
        version = try row.next()
        title = try row.next()
        statement = try row.next()
        keywords = try row.next()
        deadline = try row.next()
        outcome = try row.next()
        settledBy = try row.next()
        openedAt = try row.next()
        organisationPID = try row.next()
        organisationName = try row.next()
        organisationKind = try row.next()
        datasets = try row.next()
        hasBlindReview = try row.next()
    }
}
