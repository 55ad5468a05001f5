// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store

/// How reviews are answered.
enum ReviewJSON {
    static func answer(_ review: ReviewRecord, _ caller: Caller) -> Answer {
        .representation(json(review, caller))
    }

    static func json(_ review: ReviewRecord, _ caller: Caller) -> JSON {
        let json: JSON = [
            "pid": .text(review.pid),
            "finding": .text(review.finding),
            "version": .integer(Int64(review.number)),
            "title": .string(review.title),
            "state": .string(review.state.rawValue),
            "due_at": .text(review.dueAt),
            "requested_at": .text(review.requestedAt),
            "answered_at": .text(review.answeredAt),
            "actions": .actions(Standing(of: caller, to: review).events(Review.State.Event.self)),
        ]
        return
            json
            .adding("reviewer", .text(review.reviewer))
            .adding("reviewer_name", .text(review.reviewerName))
            .adding("recommendation", .text(review.advice?.recommendation.rawValue))
            .adding("scores", review.advice.map { scores($0.scores) } ?? .null)
            .adding("text", .text(review.advice?.text))
    }

    private static func scores(_ scores: Review.Scores) -> JSON {
        [
            "soundness": .integer(Int64(scores.soundness)),
            "significance": .integer(Int64(scores.significance)),
            "clarity": .integer(Int64(scores.clarity)),
            "reproducibility": .integer(Int64(scores.reproducibility)),
        ]
    }
}
