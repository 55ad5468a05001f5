// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres

/// A judge's voice for taking a publication down against its authors.
package struct TakedownVote: Record, Sendable {
    /// Whose it is.
    package let judge: ID<Person>
    /// Why, as the revocation will say; two of one mind take it down.
    package let category: String

    package static var columns: SQL { "judge, category" }

    package init(row: inout Row) throws(DecodingFailure) {
        judge = try row.next()
        category = try row.next()
    }
}

/// Reads and writes the voices for taking publications down.
package struct TakedownStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The voices about a publication that still count, oldest first.
    package func votes(on publication: UUID) throws(PostgresError) -> [TakedownVote] {
        try db.all(
            """
            SELECT \(TakedownVote.columns) FROM (\(Self.counting)) AS t
            WHERE publication = \(publication)
            ORDER BY voted_at
            """
        )
    }

    /// The voices that still count, about whatever publication.
    static let counting: SQL = """
        SELECT * FROM takedown_votes
        WHERE voted_at > platform_now() - make_interval(days => \(Int32(Deadlines.takedown)))
        """

    /// Adds a voice, which is that of a decision.
    package func add(
        _ vote: TakedownVote,
        on publication: UUID,
        decision: UUID
    ) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO takedown_votes (decision, publication, judge, category)
            VALUES (\(decision), \(publication), \(vote.judge), \(vote.category))
            """
        )
    }
}

extension TakedownVote {
    /// Takes the parts as they are: the database knows the categories.
    package init(judge: ID<Person>, category: String) {
        self.judge = judge
        self.category = category
    }
}
