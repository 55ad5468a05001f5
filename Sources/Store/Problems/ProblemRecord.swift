// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A problem with the text of its present version.
package struct ProblemRecord: Record, Sendable {
    package let id: ID<Problem>
    package let pid: PID
    package let organisation: ID<Organisation>
    package let organisationPID: PID
    package let organisationName: String
    package let organisationKind: Organisation.Kind
    package let state: Problem.State
    package let visibility: Problem.Visibility
    /// Whether authors and reviewers of its findings do not learn who the other is.
    package let hasBlindReview: Bool
    package let version: Int
    package let title: String
    package let statement: String
    package let keywords: [String]
    package let deadline: Instant
    package let dueAt: Instant?
    package let outcome: Problem.Outcome?
    package let openedAt: Instant?
    package let createdAt: Instant
    package let changedAt: Instant
    package let circle: [String]
    package let datasets: [String]

    package var row: Subject<Problem.State> { Subject(id, state) }

    /// Of `source`.
    package static var columns: SQL {
        """
        p.id, p.pid, p.organisation, o.pid, o.name, o.kind, p.state, p.visibility, p.blind_review, p.version, v.title, v.statement,
        v.keywords, p.deadline, p.due_at, p.outcome, p.opened_at, p.created_at, p.changed_at,
        ARRAY(
            SELECT co.pid FROM problem_circle c JOIN organisations co ON co.id = c.organisation
            WHERE c.problem = p.id ORDER BY co.pid
        ),
        ARRAY(
            SELECT d.pid FROM problem_datasets pd JOIN datasets d ON d.id = pd.dataset
            WHERE pd.problem = p.id AND EXISTS (SELECT FROM published.releases r WHERE r.dataset_key = d.id)
            ORDER BY d.pid
        )
        """
    }

    package static var source: SQL {
        """
        problems p
        JOIN problem_versions v ON v.problem = p.id AND v.number = p.version
        JOIN organisations o ON o.id = p.organisation
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        pid = try row.next()
        organisation = try row.next()
        organisationPID = try row.next()
        organisationName = try row.next()
        organisationKind = try row.next()
        state = try row.next()
        visibility = try row.next()
        hasBlindReview = try row.next()
        version = try row.next()
        title = try row.next()
        statement = try row.next()
        keywords = try row.next()
        deadline = try row.next()
        dueAt = try row.next()
        outcome = try row.next()
        openedAt = try row.next()
        createdAt = try row.next()
        changedAt = try row.next()
        circle = try row.next()
        datasets = try row.next()
    }
}

/// The text of a problem.
package struct ProblemText: Sendable {
    package let title: String
    package let statement: String
    package let keywords: [String]

    package init(title: String, statement: String, keywords: [String]) {
        self.title = title
        self.statement = statement
        self.keywords = keywords
    }
}
