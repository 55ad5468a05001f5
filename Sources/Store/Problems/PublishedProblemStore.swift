// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A problem as everybody may read it.
package struct PublishedProblem: Record, Sendable {
    package let pid: PID
    package let state: Problem.State
    package let version: Int
    package let title: String
    package let statement: String
    package let keywords: [String]
    package let deadline: Instant
    package let outcome: Problem.Outcome?
    package let openedAt: Instant
    package let organisation: PID
    package let organisationName: String
    package let organisationKind: Organisation.Kind
    package let datasets: [String]
    package let hasBlindReview: Bool

    package static var columns: SQL {
        """
        pid, state, version, title, statement, keywords, deadline, outcome, opened_at, organisation, organisation_name,
        organisation_kind, datasets, blind_review
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

    package init(_ db: Connection) {
        self.db = db
    }

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
                AND (\(cursor)::text IS NULL OR key < (SELECT key FROM published.problems WHERE pid = \(cursor)))
            ORDER BY key DESC
            LIMIT \(limit)
            """
        )
    }
}
