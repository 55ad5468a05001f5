// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// A review as the actor may see it.
package struct ReviewRecord: Record, Sendable {
    package let id: ID<ReviewCase>
    package let pid: PID
    package let finding: PID
    package let number: Int
    package let title: String
    package let state: Review.State
    package let dueAt: Instant?
    package let requestedAt: Instant
    package let answeredAt: Instant?
    package let advice: Review.Advice?
    /// Who was asked; `nil` for whom a blind review hides it from.
    package let reviewer: PID?
    package let reviewerName: String?
    /// Whether the transaction's actor is the reviewer, and an author.
    package let isOwn: Bool
    package let isAuthor: Bool

    package var row: Subject<Review.State> { Subject(id, state) }

    /// Of `source`.
    package static var columns: SQL {
        """
        r.id, r.pid, f.pid, v.number, v.title, r.state, r.due_at, r.requested_at, r.answered_at,
        r.recommendation, r.soundness::integer, r.significance::integer, r.clarity::integer, r.reproducibility::integer, r.text,
        w.pid, w.name, a.reviewer IS NOT DISTINCT FROM actor() AND a.reviewer IS NOT NULL, is_author(v.finding)
        """
    }

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
