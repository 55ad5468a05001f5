// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/findings/{pid}/versions/{number}/reviews` and `/v1/reviews`: advice to those who decide.
enum Reviews {
    static let routes: [Route] = [
        .make(
            ReviewRecord.self,
            .askReview,
            "askReview",
            "Ask a reviewer for advice",
            .reviews,
            scope: .moderate,
            at: ofVersion,
            request,
            links: [.init("getReview", ["pid": "$response.body#/pid"])]
        ) { (version: VersionCase, reviewer, caller, db) in
            let pid = try PID.random(.review)
            try db.askReview(of: version, from: reviewer, as: pid, by: caller.person)
            return pid
        },
        .list(
            .listReviews,
            "listReviews",
            "What reviewers said of a version",
            .reviews,
            at: ofVersion,
            ReviewRecord.shown
        ) { (version: VersionCase, caller, db) in
            try ReviewStore(db).reviews(of: version.id).map { Offered($0, to: caller) }
        },
        .page(
            "listOwnReviews",
            "The reviews that the caller was asked for",
            .reviews,
            at: "/v1/me/reviews",
            ReviewRecord.shown,
            key: \.pid
        ) { page, caller, db in
            try Standing(of: caller).require(.listOwnReviews)
            return try ReviewStore(db).reviews(by: caller.person, after: page.cursor, limit: page.limit + 1)
                .map { Offered($0, to: caller) }
        },
        .show(ReviewRecord.self, "getReview", "One review", .reviews),
        .act(.give, "giveReview", "Give a review", .reviews, scope: .findings, advice) {
            (review: ReviewRecord, advice, _, db) in
            try db.give(advice, in: review)
        },
        // A reviewer who declined sees nothing more of the version or of the review.
        .act(
            .decline,
            "declineReview",
            "Decline to review",
            .reviews,
            scope: .findings,
            .reason,
            isEnd: true
        ) { (review: ReviewRecord, reason, _, db) in
            try db.decline(review, because: reason)
        },
    ]

    private static let ofVersion = VersionCase.path + "/reviews"

    private static let request = Body(
        Field("reviewer", .pid(.person)),
        example: ["reviewer": .string(PID(kind: .person, bits: 20_261_124).description)]
    ) { $0 }

    private static let advice = Body(
        Field("recommendation", .one(of: Review.Recommendation.self)),
        Field("scores", Review.Scores.exchanged.body),
        Field("text", .lines(Limits.review)),
        example: [
            "recommendation": "minor_changes",
            "scores": ["soundness": 4, "significance": 3, "clarity": 4, "reproducibility": 5],
            "text": "The method is sound; say how the bands were chosen.",
        ],
        make: Review.Advice.init
    )
}
