// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Store
import Workflow

/// `/v1/findings/{pid}/versions/{number}/reviews` and `/v1/reviews`: advice to those who decide.
enum ReviewRoutes {
    private static let ofVersion = VersionRoutes.path + "/reviews"

    static let all: [Route] = [
        Route(.post, ofVersion, "Ask a reviewer for advice", scope: .moderate, request),
        Route(.get, ofVersion, "What reviewers said of a version", scope: .read, list),
        Route(.get, "/v1/me/reviews", "The reviews that the caller was asked for", scope: .read, mine),
        Route(.get, "/v1/reviews/{pid}", "One review", scope: .read, show),
        Route(.post, "/v1/reviews/{pid}/actions/give", "Give a review", scope: .findings, give),
        Route(.post, "/v1/reviews/{pid}/actions/decline", "Decline to review", scope: .findings, decline),
    ]

    private static func request(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .finding)
        let number = try call.number("number")
        let bytes = try await call.bytes()
        let reviewer = try call.decode(bytes) { body in
            body.value("reviewer", code: "pid") { PID($0, of: .person) }
        }
        let reviewPID = try PID.random(.review)
        return try await call.write(.moderate, bytes: bytes) { caller, db in
            let (version, standing) = try FindingRights.version(pid, number, .askReview, caller, db)
            try standing.requireNow(.askReview)
            try db.askReview(of: version, from: reviewer, as: reviewPID, by: caller.person)
            return ReviewJSON.answer(try ReviewStore(db).review(reviewPID).orNotFound(), caller)
                .located(at: "/v1/reviews/\(reviewPID)", status: .created)
        }
    }

    private static func list(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .finding)
        let number = try call.number("number")
        _ = try call.query()
        return try await call.read { caller, db in
            let (version, _) = try FindingRights.version(pid, number, .listReviews, caller, db)
            let reviews = try ReviewStore(db).reviews(of: version.id)
            return .json(["items": .array(reviews.map { ReviewJSON.json($0, caller) })])
        }
    }

    private static func mine(_ call: Call) async throws -> Answer {
        let (page, _) = try call.page(filters: [])
        let cursor = try page.pid()
        return try await call.read { caller, db in
            try Standing(of: caller).require(.listOwnReviews)
            let reviews = try ReviewStore(db)
                .reviews(by: caller.person, after: cursor, limit: page.limit + 1)
            return page.answer(reviews, key: \.pid.description) { ReviewJSON.json($0, caller) }
        }
    }

    private static func show(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .review)
        _ = try call.query()
        return call.conditional(
            try await call.read { caller, db in
                ReviewJSON.answer(try review(pid, .show, caller, db), caller)
            }
        )
    }

    private static func give(_ call: Call) async throws -> Answer {
        let bytes = try await call.bytes()
        let advice = try call.decode(bytes, advice)
        return try await answer(call, bytes, .give) { review, db in
            try db.give(advice, in: review)
        }
    }

    private static func decline(_ call: Call) async throws -> Answer {
        let bytes = try await call.bytes()
        let reason = try call.reason(bytes)
        return try await answer(call, bytes, .decline) { review, db in
            try db.decline(review, because: reason)
        }
    }

    private static func advice(_ body: inout ObjectReader) -> Review.Advice? {
        let recommendation = body.enumeration("recommendation", as: Review.Recommendation.self)
        let scores = body.object("scores") { scores -> Review.Scores? in
            let soundness = scores.integer("soundness", in: Review.Scores.scale)
            let significance = scores.integer("significance", in: Review.Scores.scale)
            let clarity = scores.integer("clarity", in: Review.Scores.scale)
            let reproducibility = scores.integer("reproducibility", in: Review.Scores.scale)
            guard let soundness, let significance, let clarity, let reproducibility else { return nil }
            return Review.Scores(
                soundness: soundness,
                significance: significance,
                clarity: clarity,
                reproducibility: reproducibility
            )
        }
        let text = body.string("text", length: 1...20_000, multiline: true)
        guard let recommendation, let scores, let text else { return nil }
        return Review.Advice(recommendation: recommendation, scores: scores, text: text)
    }

    /// The reviewer's answer, while one is waited for.
    private static func answer(
        _ call: Call,
        _ bytes: [UInt8],
        _ event: Review.State.Event,
        _ change: @escaping @Sendable (ReviewRecord, Connection) throws -> Void
    ) async throws -> Answer {
        let pid = try call.pid("pid", .review)
        let action: Action = event == .give ? .give : .decline
        return try await call.write(.findings, bytes: bytes) { caller, db in
            let review = try review(pid, action, caller, db)
            try call.requireMatch(ReviewJSON.answer(review, caller).tag)
            try Standing(of: caller, to: review).requireNow(action)
            try change(review, db)
            // Who declined has nothing more to see.
            guard event == .give else { return .noContent }
            return ReviewJSON.answer(try ReviewStore(db).review(pid).orNotFound(), caller)
        }
    }

    private static func review(_ pid: PID, _ action: Action, _ caller: Caller, _ db: Connection) throws
        -> ReviewRecord
    {
        let review = try ReviewStore(db).review(pid).orNotFound()
        try Standing(of: caller, to: review).require(action)
        return review
    }
}
