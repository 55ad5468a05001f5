// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres

/// Reads and writes reviews; which ones the actor sees, and whether with the reviewer's
/// name, row security decides.
package struct ReviewStore {
    private let db: Connection

    /// Works over `db`, in whatever transaction that has open.
    package init(_ db: Connection) {
        self.db = db
    }

    /// The review with this public identifier; `nil` when there is none that the actor may see.
    package func review(_ pid: PID) throws(PostgresError) -> ReviewRecord? {
        try db.first(Self.review(pid))
    }

    /// The same, which nobody else changes until the transaction ends.
    package func held(_ pid: PID) throws(PostgresError) -> ReviewRecord? {
        try db.first(Self.review(pid), holding: "SELECT FROM reviews WHERE pid = \(pid) FOR NO KEY UPDATE")
    }

    private static func review(_ pid: PID) -> SQL {
        "SELECT \(ReviewRecord.columns) FROM \(ReviewRecord.source) WHERE r.pid = \(pid)"
    }

    /// The reviews of a version, in the order in which they were asked for.
    package func reviews(of version: ID<FindingVersion>) throws(PostgresError) -> [ReviewRecord] {
        try db.all(
            """
            SELECT \(ReviewRecord.columns) FROM \(ReviewRecord.source)
            WHERE r.version = \(version) ORDER BY r.id
            """
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

    /// Asks a person for a review; the database refuses a party, anybody who is no reviewer or who also
    /// decides, and a second request to the same person.
    package func request(
        pid: PID,
        of version: VersionCase,
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
            SELECT id, \(version.id), \(version.finding), \(reviewer), \(person)
            FROM reviews WHERE pid = \(pid)
            """
        )
    }

    /// Writes down what a reviewer says.
    ///
    /// - Throws: `LostRace` when the review was answered meanwhile.
    package func give(_ advice: Review.Advice, _ review: ReviewRecord) throws {
        let scores = advice.scores
        try db.move(
            review.row,
            .give,
            set: [
                "answered_at = platform_now()", "recommendation = \(advice.recommendation)",
                "soundness = \(Int32(scores.soundness))", "significance = \(Int32(scores.significance))",
                "clarity = \(Int32(scores.clarity))", "reproducibility = \(Int32(scores.reproducibility))",
                "text = \(advice.text)",
            ]
        )
    }

    /// Ends a request for a review without a review.
    ///
    /// - Throws: `LostRace` when it was answered meanwhile.
    package func end(_ row: Subject<Review.State>, _ event: Review.State.Event, _ details: JSON = [:]) throws
    {
        try db.move(row, event, set: ["answered_at = platform_now()"], details)
    }
}
