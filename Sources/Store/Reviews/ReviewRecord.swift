// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A review as the actor may see it.
package struct ReviewRecord: Record, Sendable {
    /// The key of its row; a later row has a larger one.
    package let id: ID<ReviewCase>
    /// The public identifier, of the kind `review`.
    package let pid: PID
    /// The public identifier of the finding.
    package let finding: PID
    /// The number of the version that is reviewed.
    package let number: Int
    /// The version's title: 1 to 300 characters.
    package let title: String
    package let state: Review.State
    /// When the review lapses; `nil` unless it is `requested`.
    package let dueAt: Instant?
    /// When the reviewer was asked.
    package let requestedAt: Instant
    /// When the reviewer answered, or the review lapsed; `nil` before.
    package let answeredAt: Instant?
    /// What the reviewer said; `nil` unless the state is `given`.
    package let advice: Review.Advice?
    /// Who was asked; `nil` where a blind review hides it from the actor.
    package let reviewer: PID?
    /// The reviewer's name; `nil` as `reviewer` is.
    package let reviewerName: String?
    /// Whether the transaction's actor is the reviewer.
    package let isOwn: Bool
    /// Whether the transaction's actor is an author of the finding.
    package let isAuthor: Bool

    /// The review's row, to be moved.
    package var row: Subject<Review.State> { Subject(id, state) }

    /// Of `source`.
    package static var columns: SQL {
        """
        r.id, r.pid, f.pid, v.number, v.title, r.state, r.due_at, r.requested_at, r.answered_at,
        r.recommendation, r.soundness::integer, r.significance::integer, r.clarity::integer,
        r.reproducibility::integer, r.text, w.pid, w.name,
        a.reviewer IS NOT DISTINCT FROM (SELECT actor()) AND a.reviewer IS NOT NULL,
        is_author(v.finding, (SELECT actor()))
        """
    }

    /// The joined tables that `columns` read from, with the aliases `r`, `v`, `f`, `a` and `w`.
    package static var source: SQL {
        """
        reviews r
        JOIN finding_versions v ON v.id = r.version
        JOIN findings f ON f.id = v.finding
        LEFT JOIN review_assignments a ON a.review = r.id
        LEFT JOIN persons w ON w.id = a.reviewer
        """
    }

    package init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        pid = try row.next()
        finding = try row.next()
        number = try row.next()
        title = try row.next()
        state = try row.next()
        dueAt = try row.next()
        requestedAt = try row.next()
        answeredAt = try row.next()
        let recommendation: Review.Recommendation? = try row.next()
        let soundness: Int? = try row.next()
        let significance: Int? = try row.next()
        let clarity: Int? = try row.next()
        let reproducibility: Int? = try row.next()
        let text: String? = try row.next()
        if let recommendation, let soundness, let significance, let clarity, let reproducibility, let text {
            advice = Review.Advice(
                recommendation: recommendation,
                scores: Review.Scores(
                    soundness: soundness,
                    significance: significance,
                    clarity: clarity,
                    reproducibility: reproducibility
                ),
                text: text
            )
        } else {
            advice = nil
        }
        reviewer = try row.next()
        reviewerName = try row.next()
        isOwn = try row.next()
        isAuthor = try row.next()
    }
}
