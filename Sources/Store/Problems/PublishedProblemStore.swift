// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// Reads public problems through the view of the schema `published`; fit for every role.
package struct PublishedProblemStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The problem with this public identifier; `nil` when the public may not know of one.
    package func problem(_ pid: PID) throws(PostgresError) -> ProblemFacts? {
        try db.first("SELECT \(ProblemFacts.published) FROM published.problems WHERE pid = \(pid)")
    }

    /// The public problems, newest first, after `cursor`.
    package func problems(
        state: Problem.State?,
        organisation: PID?,
        after cursor: PID?,
        limit: Int
    ) throws(PostgresError) -> [ProblemFacts] {
        try db.all(
            """
            SELECT \(ProblemFacts.published) FROM published.problems
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
