// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// Reads and writes reviews; which ones the actor sees, and whether with the reviewer's name, row security decides.
package struct ReviewStore {
    private let db: Connection

    package init(_ db: Connection) {
        self.db = db
    }

    package func review(_ pid: PID) throws(PostgresError) -> ReviewRecord? {
        try db.first("SELECT \(ReviewRecord.columns) FROM \(ReviewRecord.source) WHERE r.pid = \(pid)")
    }

    /// The reviews of a version, in the order in which they were asked for.
    package func reviews(of version: ID<FindingVersion>) throws(PostgresError) -> [ReviewRecord] {
        try db.all(
            "SELECT \(ReviewRecord.columns) FROM \(ReviewRecord.source) WHERE r.version = \(version) ORDER BY r.id"
        )
    }

    /// The reviews that a person was asked for, newest first, after `cursor`.
    package func reviews(by person: ID<Person>, after cursor: PID?, limit: Int) throws(PostgresError)
        -> [ReviewRecord]
    {
        try db.all(
            """
            SELECT \(ReviewRecord.columns) FROM \(ReviewRecord.source)
            WHERE a.reviewer = \(person)
                AND (\(cursor)::text IS NULL OR r.id < (SELECT id FROM reviews WHERE pid = \(cursor)))
            ORDER BY r.id DESC
            LIMIT \(limit)
            """
        )
    }

    /// Asks a person for a review; refused by the database for a party, for who is no reviewer or also decides, and a second time.
    package func request(
        pid: PID,
        of version: VersionView,
        from reviewer: ID<Person>,
        by person: ID<Person>
    ) throws(PostgresError) {
        try db.execute(
            """
            INSERT INTO reviews (pid, version, due_at)
            VALUES (\(pid), \(version.id), platform_now() + make_interval(days => \(Int32(Deadlines.review))))
            """
        )
        try db.execute(
            """
            INSERT INTO review_assignments (review, version, finding, reviewer, asked_by)
            SELECT id, \(version.id), \(version.finding), \(reviewer), \(person) FROM reviews WHERE pid = \(pid)
            """
        )
    }

    /// Writes down what a reviewer says; false if the review was answered meanwhile.
    package func give(_ advice: Review.Advice, _ id: ID<ReviewCase>) throws(PostgresError) -> Bool {
        let scores = advice.scores
        return try db.execute(
            """
            UPDATE reviews
            SET state = 'given', due_at = NULL, answered_at = platform_now(), recommendation = \(advice.recommendation),
                soundness = \(Int32(scores.soundness)), significance = \(Int32(scores.significance)),
                clarity = \(Int32(scores.clarity)), reproducibility = \(Int32(scores.reproducibility)), text = \(advice.text)
            WHERE id = \(id) AND state = 'requested'
            """
        ) > 0
    }

    /// Ends a review without one; false if it was answered meanwhile.
    package func end(_ id: ID<ReviewCase>, as state: Review.State) throws(PostgresError) -> Bool {
        try db.execute(
            """
            UPDATE reviews SET state = \(state), due_at = NULL, answered_at = platform_now()
            WHERE id = \(id) AND state = 'requested'
            """
        ) > 0
    }
}
