// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A problem with the text of its present version.
package struct ProblemRecord: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: ID<Problem>
    /// The public identifier, of the kind `problem`.
    package let pid: PID
    /// The organisation that poses it.
    package let organisation: ID<Organisation>
    /// The organisation's public identifier.
    package let organisationPID: PID
    /// The organisation's name: 1 to 200 characters.
    package let organisationName: String
    /// What sort of organisation that is.
    package let organisationKind: Organisation.Kind
    /// Its state when it was read.
    package let state: Problem.State
    /// Who may know of it.
    package let visibility: Problem.Visibility
    /// Whether authors and reviewers of its findings do not learn who the other is.
    package let hasBlindReview: Bool
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
    /// When the clock or a person should act; `nil` when nobody is waited for.
    package let dueAt: Instant?
    /// What the owner says of the answers; `nil` until it is concluded.
    package let outcome: Problem.Outcome?
    /// The public identifiers of the findings that settled it, in order; empty until it is concluded.
    package let settledBy: [String]
    /// When it was first opened; `nil` before.
    package let openedAt: Instant?
    /// When it was begun.
    package let createdAt: Instant
    /// When the row last changed.
    package let changedAt: Instant
    /// The public identifiers of the organisations that may know of it when it is restricted, in order.
    package let circle: [String]
    /// The public identifiers of the datasets that it speaks of, in order; only those that the public knows.
    package let datasets: [String]

    /// The problem's row, to be moved.
    package var row: Subject<Problem.State> { Subject(id, state) }

    /// Of `source`.
    package static var columns: SQL {
        """
        p.id, p.pid, p.organisation, o.pid, o.name, o.kind, p.state, p.visibility, p.blind_review, p.version,
        v.title, v.statement, v.keywords, p.deadline, p.due_at, p.outcome,
        ARRAY(SELECT s.finding FROM problem_settlements s WHERE s.problem = p.id ORDER BY s.finding),
        p.opened_at, p.created_at, p.changed_at,
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

    /// The joined tables that `columns` read from, with the aliases `p`, `v` and `o`.
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
        settledBy = try row.next()
        openedAt = try row.next()
        createdAt = try row.next()
        changedAt = try row.next()
        circle = try row.next()
        datasets = try row.next()
    }
}

/// The text of a problem.
package struct ProblemText: Sendable {
    /// 1 to 300 characters.
    package let title: String
    /// 1 to 50000 characters.
    package let statement: String
    /// In the order in which they were given; may be empty.
    package let keywords: [String]

    /// Takes the parts as they are: the database checks the bounds when they are stored.
    package init(title: String, statement: String, keywords: [String]) {
        self.title = title
        self.statement = statement
        self.keywords = keywords
    }
}

/// One version of a problem's text.
package struct ProblemVersion: Record, Sendable {
    /// From 1.
    package let number: Int
    /// What it said.
    package let text: ProblemText
    /// When it was written.
    package let createdAt: Instant

    package static var columns: SQL { "number, title, statement, keywords, created_at" }

    package init(row: inout Row) throws(DecodingFailure) {
        number = try row.next()
        text = ProblemText(title: try row.next(), statement: try row.next(), keywords: try row.next())
        createdAt = try row.next()
    }
}
