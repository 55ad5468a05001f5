// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A problem with the text of its present version.
@dynamicMemberLookup
package struct ProblemRecord: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: ID<Problem>
    /// The organisation that poses it.
    package let organisation: ID<Organisation>
    /// What all its readers know.
    package let facts: ProblemFacts
    /// Who may know of it.
    package let visibility: Problem.Visibility
    /// When the clock or a person should act; `nil` when nobody is waited for.
    package let dueAt: Instant?
    /// When it was begun.
    package let createdAt: Instant
    /// When the row last changed.
    package let changedAt: Instant
    /// The number of the version that waits for a moderator; `nil` when none does.
    package let amended: Int?
    /// The public identifiers of the organisations that may know of it when it is restricted, in order.
    package let circle: [String]

    /// What all its readers know.
    package subscript<Value>(dynamicMember path: KeyPath<ProblemFacts, Value>) -> Value {
        facts[keyPath: path]
    }

    /// The problem's row, to be moved.
    package var row: Subject<Problem.State> { Subject(id, facts.state) }

    /// Of `source`.
    package static var columns: SQL {
        """
        p.id, p.organisation, \(ProblemFacts.columns), p.visibility, p.due_at, p.created_at, p.changed_at,
        p.amended,
        ARRAY(
            SELECT co.pid FROM problem_circle c JOIN organisations co ON co.id = c.organisation
            WHERE c.problem = p.id ORDER BY co.pid
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
        organisation = try row.next()
        facts = try ProblemFacts(row: &row)
        visibility = try row.next()
        dueAt = try row.next()
        createdAt = try row.next()
        changedAt = try row.next()
        amended = try row.next()
        circle = try row.next()
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
