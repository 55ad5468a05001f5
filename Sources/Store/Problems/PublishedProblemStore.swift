// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A problem as everybody may read it.
package struct PublishedProblem: Record, Sendable {
    /// The public identifier, of the kind `problem`.
    package let pid: PID
    /// One of `open`, `evaluating`, `concluded` and `cancelled`.
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
    /// When it was first opened.
    package let openedAt: Instant
    /// The public identifier of the organisation that poses it.
    package let organisation: PID
    /// That organisation's name: 1 to 200 characters.
    package let organisationName: String
    /// What sort of organisation that is.
    package let organisationKind: Organisation.Kind
    /// The public identifiers of the datasets that it speaks of, in order; only those that the public knows.
    package let datasets: [String]
    /// Whether authors and reviewers of its findings do not learn who the other is.
    package let hasBlindReview: Bool

    package static var columns: SQL {
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
        organisation = try row.next()
        organisationName = try row.next()
        organisationKind = try row.next()
        datasets = try row.next()
        hasBlindReview = try row.next()
    }
}

/// Reads public problems through the view of the schema `published`; fit for every role.
package struct PublishedProblemStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The problem with this public identifier; `nil` when the public may not know of one.
    package func problem(_ pid: PID) throws(PostgresError) -> PublishedProblem? {
        try db.first("SELECT \(PublishedProblem.columns) FROM published.problems WHERE pid = \(pid)")
    }

    /// The public problems, newest first, after `cursor`.
    package func problems(
        state: Problem.State?,
        organisation: PID?,
        after cursor: PID?,
        limit: Int
    ) throws(PostgresError) -> [PublishedProblem] {
        try db.all(
            """
            SELECT \(PublishedProblem.columns) FROM published.problems
            WHERE (\(state)::text IS NULL OR state = \(state))
                AND (\(organisation)::text IS NULL OR organisation = \(organisation))
                AND (
                    \(cursor)::text IS NULL
                    OR key < (SELECT key FROM published.problems WHERE pid = \(cursor))
                )
            ORDER BY key DESC
            LIMIT \(limit)
            """
        )
    }
}
