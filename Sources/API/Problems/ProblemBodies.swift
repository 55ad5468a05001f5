// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store
import Workflow

/// What clients send of a problem.
enum ProblemBodies {
    /// A problem that is posed, and whose it is to be.
    struct Posing: Sendable {
        let organisation: PID
        let draft: ProblemDraft
    }

    static let posing: Body<Posing> = Body(
        Field("organisation", .pid(.organisation)),
        title,
        statement,
        keywords.optional(else: []),
        Field("visibility", .one(of: Problem.Visibility.self)),
        Field("blind_review", .bool).optional(else: false),
        Field("deadline", .time),
        circle.optional(else: []),
        Field("datasets", .list(of: .pid(.dataset), 0...100)).optional(else: []),
        example: [
            "organisation": .string(PID(kind: .organisation, bits: 20_261_124).description),
            "title": "How long does a pump last?", "statement": "Estimate the life of each kind.",
            "visibility": "public", "deadline": "2027-11-24T10:00:00Z",
        ]
    ) { organisation, title, statement, keywords, visibility, isBlind, deadline, circle, datasets in
        Posing(
            organisation: organisation,
            draft: ProblemDraft(
                text: ProblemText(title: title, statement: statement, keywords: keywords),
                visibility: visibility,
                hasBlindReview: isBlind,
                deadline: deadline,
                circle: circle,
                datasets: datasets
            )
        )
    }

    /// How a problem ended.
    struct Conclusion: Sendable {
        let outcome: Problem.Outcome
        let findings: [PID]
        let reason: String
    }

    /// What a change says, laid over what there is.
    typealias Edit = @Sendable (ProblemRecord) -> ProblemText

    static let edit: Body<Edit> = Body(
        title.optional,
        statement.optional,
        keywords.optional,
        example: ["keywords": ["pumps", "survival"]]
    ) { title, statement, keywords -> Edit in
        { old in
            ProblemText(
                title: title ?? old.title,
                statement: statement ?? old.statement,
                keywords: keywords ?? old.keywords
            )
        }
    }

    static let circle = Field("circle", .list(of: .pid(.organisation), 0...100))

    static let `extension`: Body<Instant> = Body(
        Field("deadline", .time),
        example: ["deadline": "2028-01-01T00:00:00Z"]
    ) { $0 }

    static let conclusion: Body<Conclusion> = Body(
        Field("outcome", .one(of: Problem.Outcome.self)),
        Field("findings", .set(of: .pid(.finding), 0...100)).optional(else: []),
        Field("reason", .lines(Limits.reason)),
        example: ["outcome": "solved", "reason": "The second finding answers it."],
        make: Conclusion.init
    )

    private static let title = Field("title", .line(Limits.title))
    private static let statement = Field("statement", .lines(Limits.statement))
    private static let keywords = Field("keywords", .list(of: .line(Limits.keyword), 0...20))
}
