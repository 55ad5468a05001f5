// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store

extension ReviewRecord: Resource {
    static let path: Path = "/v1/reviews/\(.pid(.review))"
    static var schema: Schema { shown.schema }

    static func key(_ call: Call) throws -> PID { try call[.pid(.review)] }

    static func find(_ key: PID, _ db: Connection) throws -> Self? { try ReviewStore(db).review(key) }

    static func held(_ key: PID, _ db: Connection) throws -> Self? { try ReviewStore(db).held(key) }

    func standing(of caller: Caller, _ db: Connection) -> Standing { Standing(of: caller, to: self) }

    func answer(to caller: Caller, _ db: Connection) -> Answer {
        .representation(Self.shown.json(Offered(self, to: caller)))
    }

    static let shown = Representation<Offered<Self>>(
        "Review",
        "What a reviewer says of a version; who that is, unless the review is blind."
    ) {
        Member("pid", .pid(.review)) { $0.pid }
        Member("finding", .pid(.finding)) { $0.finding }
        Member("version", .ordinal) { $0.number }
        Member("title", .string) { $0.title }
        Member("state", .one(of: Review.State.self)) { $0.state }
        Member("due_at", orNull: .time) { $0.dueAt }
        Member("requested_at", .time) { $0.requestedAt }
        Member("answered_at", orNull: .time) { $0.answeredAt }
        Member("reviewer", orNull: .pid(.person)) { $0.reviewer }
        Member("reviewer_name", orNull: .string) { $0.reviewerName }
        Member("recommendation", orNull: .one(of: Review.Recommendation.self)) { $0.advice?.recommendation }
        Member("scores", orNull: Review.Scores.exchanged.shown) { $0.advice?.scores }
        Member("text", orNull: .string) { $0.advice?.text }
        Member.actions()
    }
}

extension Review.Scores {
    static let exchanged = Exchanged(
        "Scores",
        "How good a version is, from 1, poor, to 5, excellent.",
        Part("soundness", .integer(scale)) { (scores: Self) in scores.soundness },
        Part("significance", .integer(scale)) { (scores: Self) in scores.significance },
        Part("clarity", .integer(scale)) { (scores: Self) in scores.clarity },
        Part("reproducibility", .integer(scale)) { (scores: Self) in scores.reproducibility },
        make: Self.init
    )
}

extension Offered<ReviewRecord> {
    init(_ review: ReviewRecord, to caller: Caller) {
        self.init(review, Standing(of: caller, to: review).events(Review.State.Event.self))
    }
}
