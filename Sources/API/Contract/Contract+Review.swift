// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

extension Contract {
    private static let decision = "POST /v1/findings/{pid}/versions/{number}/actions/"

    static let review: [String: Operation] = [
        "GET /v1/moderation/queue": queue,
        decision + "accept": .decide("acceptVersion", .moderation, .ref("Finding")),
        decision + "request_changes": .decide("requestChanges", .moderation, .ref("Finding")),
        decision + "reject": .decide("rejectVersion", .moderation, .ref("Finding")),
        decision + "exception": .decide("exceptVersion", .moderation, .ref("Finding")),
        reviews: Operation.create(
            "askReview",
            .reviews,
            .request(["reviewer": .pid(.person)]),
            example: ["reviewer": .string(PID(kind: .person, bits: 20_261_124).description)],
            .ref("Review"),
            links: [.init("getReview", pid)]
        ),
        "GET /v1/findings/{pid}/versions/{number}/reviews": .all("listReviews", .reviews, "Review"),
        "GET /v1/me/reviews": .page("listOwnReviews", .reviews, "Review"),
        "GET /v1/reviews/{pid}": .read("getReview", .reviews, .ref("Review")),
        "POST /v1/reviews/{pid}/actions/give": .change(
            "giveReview",
            .reviews,
            .json(
                .request([
                    "recommendation": .one(of: Review.Recommendation.self), "scores": .ref("Scores"),
                    "text": .lines(1...20_000),
                ]),
                example: [
                    "recommendation": "minor_changes",
                    "scores": ["soundness": 4, "significance": 3, "clarity": 4, "reproducibility": 5],
                    "text": "The method is sound; say how the bands were chosen.",
                ]
            ),
            .ref("Review")
        ),
        "POST /v1/reviews/{pid}/actions/decline": declined,
        "GET /v1/clearances": .page(
            "listClearances",
            .clearances,
            "ClearanceSummary",
            filters: ["open": .one(of: ["true", "false"]), "organisation": .pid(.organisation)]
        ),
        "GET /v1/clearances/{pid}": .read("getClearance", .clearances, .ref("Clearance")),
        "POST /v1/clearances/{pid}/actions/no_objection": .decide(
            "clearVersion",
            .clearances,
            .ref("Clearance")
        ),
        "POST /v1/clearances/{pid}/actions/extend": .change(
            "extendClearance",
            .clearances,
            .json(
                .request(["reason": .lines(1...5000), "until": .time]),
                example: ["reason": "A patent is being filed.", "until": "2027-01-31T00:00:00Z"]
            ),
            .ref("Clearance")
        ),
        "POST /v1/clearances/{pid}/flags": Operation.create(
            "raiseFlag",
            .clearances,
            .request([
                "file_digest": .digest, "first_byte": .integer(0...Int(Int32.max)),
                "last_byte": .integer(0...Int(Int32.max)), "category": .one(of: Flag.Category.self),
                "note": .lines(1...5000),
            ]),
            example: [
                "file_digest": .string("sha256:" + String(repeating: "0a", count: 32)), "first_byte": 100,
                "last_byte": 180, "category": .text(Flag.Category.allCases.first?.rawValue),
                "note": "This names a supplier.",
            ],
            .ref("Flag"),
            links: [.init("getFlag", pid)]
        ).matched(),
        "GET /v1/flags/{pid}": .read("getFlag", .clearances, .ref("Flag")),
        "POST /v1/flags/{pid}/actions/concede": .decide("concedeFlag", .clearances, .ref("Flag")),
        "POST /v1/flags/{pid}/actions/contest": .decide("contestFlag", .clearances, .ref("Flag")),
        "POST /v1/flags/{pid}/actions/retract": .decide("retractFlag", .clearances, .ref("Flag")),
        "POST /v1/flags/{pid}/actions/uphold": .decide("upholdFlag", .moderation, .ref("Flag")),
        "POST /v1/flags/{pid}/actions/dismiss": .decide("dismissFlag", .moderation, .ref("Flag")),
    ]

    private static let reviews = "POST /v1/findings/{pid}/versions/{number}/reviews"

    /// Who declined has nothing more to see of the version, and of the review.
    private static let declined: Operation = {
        var operation = Operation.decide("declineReview", .reviews, .ref("Review"))
        operation.status = 204
        operation.content = .none
        operation.isTagged = false
        return operation
    }()

    private static let queue: Operation = {
        var operation = Operation.all("getModerationQueue", .moderation, "QueueItem")
        operation.query = [
            "kind": .one(of: ["finding", "exception", "flag", "release", "problem"]),
            "overdue": .one(of: ["true", "false"]), "limit": .integer(1...100),
        ]
        return operation
    }()

    static let reviewSchemas: [String: Schema] = [
        "QueueItem": .object([
            "kind": .one(of: ["finding", "exception", "flag", "release", "problem"]), "pid": .string,
            "number": Schema.ordinal.orNull, "title": .string, "state": .string, "due_at": Schema.time.orNull,
            "overdue": .bool, "neutral": .bool,
        ]),
        "Review": .object([
            "pid": .pid(.review), "finding": .pid(.finding), "version": .ordinal, "title": .string,
            "state": .one(of: Review.State.self), "due_at": Schema.time.orNull, "requested_at": .time,
            "answered_at": Schema.time.orNull, "reviewer": Schema.pid(.person).orNull,
            "reviewer_name": Schema.string.orNull,
            "recommendation": Schema.one(of: Review.Recommendation.self).orNull,
            "scores": Schema.ref("Scores").orNull, "text": Schema.string.orNull, "actions": .actions,
        ]),
        "Scores": .object([
            "soundness": .integer(Review.Scores.scale), "significance": .integer(Review.Scores.scale),
            "clarity": .integer(Review.Scores.scale), "reproducibility": .integer(Review.Scores.scale),
        ]),
        "ClearanceSummary": .object(clearance),
        "Clearance": .object(
            clearance.merging(
                [
                    "abstract": .string, "flags": .list(of: .ref("Flag")), "files": .list(of: .ref("File")),
                    "actions": .actions,
                ],
                uniquingKeysWith: { first, _ in first }
            )
        ),
        "Flag": .object([
            "pid": .pid(.flag), "clearance": .pid(.clearance), "file_digest": .digest, "first_byte": .count,
            "last_byte": .count, "category": .one(of: Flag.Category.self), "note": .string,
            "state": .one(of: Flag.State.self), "due_at": Schema.time.orNull, "answer": Schema.string.orNull,
        ]),
    ]

    private static let clearance: [String: Schema] = [
        "pid": .pid(.clearance), "finding": .pid(.finding), "version": .ordinal, "title": .string,
        "thesis": .bool, "organisation": .pid(.organisation), "organisation_name": .string,
        "state": .one(of: Clearance.State.self), "outcome": Schema.one(of: Clearance.Outcome.self).orNull,
        "noticed_at": .time, "first_noticed_at": .time, "due_at": Schema.time.orNull, "cap_at": .time,
        "extended_at": Schema.time.orNull, "decided_at": Schema.time.orNull,
    ]
}
