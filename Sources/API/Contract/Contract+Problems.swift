// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

extension Contract {
    static let problems: [String: Operation] = [
        "POST /v1/problems": .create(
            "poseProblem",
            .problems,
            .request(
                [
                    "organisation": .pid(.organisation), "title": .line(1...300),
                    "statement": .lines(1...50_000),
                    "visibility": .one(of: Problem.Visibility.self), "deadline": .time,
                ],
                optional: [
                    "blind_review": .bool, "keywords": .list(of: .line(1...100), 0...20),
                    "circle": .list(of: .pid(.organisation), 0...100),
                    "datasets": .list(of: .pid(.dataset), 0...100),
                ]
            ),
            example: [
                "organisation": .string(PID(kind: .organisation, bits: 20_261_124).description),
                "title": "How long does a pump last?", "statement": "Estimate the life of each kind.",
                "visibility": "public", "deadline": "2027-11-24T10:00:00Z",
            ],
            .ref("Problem"),
            links: [.init("getProblem", pid), .init("submitProblem", pid)]
        ),
        "GET /v1/problems": .page(
            "listProblems",
            .problems,
            "Problem",
            filters: ["state": .one(of: Problem.State.self), "organisation": .pid(.organisation)]
        ),
        "GET /v1/problems/{pid}": .read("getProblem", .problems, .ref("Problem")),
        "GET /v1/problems/{pid}/versions": .all("listProblemVersions", .problems, "ProblemVersion"),
        "PATCH /v1/problems/{pid}": .change(
            "amendProblem",
            .problems,
            .json(
                .request(
                    [:],
                    optional: [
                        "title": .line(1...300), "statement": .lines(1...50_000),
                        "keywords": .list(of: .line(1...100), 0...20),
                    ]
                ),
                example: ["keywords": ["pumps", "survival"]]
            ),
            .ref("Problem")
        ),
        "PUT /v1/problems/{pid}/circle": .change(
            "setCircle",
            .problems,
            .json(.request(["circle": .list(of: .pid(.organisation), 0...100)]), example: ["circle": []]),
            .ref("Problem")
        ),
        "POST /v1/problems/{pid}/actions/submit": .change(
            "submitProblem",
            .problems,
            .empty,
            .ref("Problem")
        ),
        "POST /v1/problems/{pid}/actions/extend": .change(
            "extendProblem",
            .problems,
            .json(.request(["deadline": .time]), example: ["deadline": "2028-01-01T00:00:00Z"]),
            .ref("Problem")
        ),
        "POST /v1/problems/{pid}/actions/conclude": .change(
            "concludeProblem",
            .problems,
            .json(
                .request(["outcome": .one(of: Problem.Outcome.self), "reason": .lines(1...5000)]),
                example: ["outcome": "solved", "reason": "The second finding answers it."]
            ),
            .ref("Problem")
        ),
        "POST /v1/problems/{pid}/actions/approve": .decide("approveProblem", .problems, .ref("Problem")),
        "POST /v1/problems/{pid}/actions/return": returned,
        "POST /v1/problems/{pid}/actions/cancel": .decide("cancelProblem", .problems, .ref("Problem")),
    ]

    /// A problem sent back is its owner's alone again, so that its moderator gets no representation.
    private static let returned: Operation = {
        var operation = Operation.decide("returnProblem", .problems, .ref("Problem"))
        operation.others[204] = Operation.Content.none
        return operation
    }()

    static let problemSchemas: [String: Schema] = [
        "Problem": .object(
            [
                "pid": .pid(.problem), "state": .one(of: Problem.State.self),
                "visibility": .one(of: Problem.Visibility.self), "version": .ordinal, "title": .string,
                "statement": .string, "keywords": .list(of: .string), "organisation": .pid(.organisation),
                "organisation_name": .string, "organisation_kind": .one(of: Organisation.Kind.self),
                "deadline": .time, "outcome": .one(of: Problem.Outcome.self).orNull,
                "opened_at": .time.orNull, "datasets": .list(of: .pid(.dataset)), "blind_review": .bool,
            ],
            optional: [
                "due_at": .time.orNull, "created_at": .time, "changed_at": .time,
                "circle": .list(of: .pid(.organisation)), "actions": .actions,
            ]
        ),
        "ProblemVersion": .object([
            "version": .ordinal, "title": .string, "statement": .string, "keywords": .list(of: .string),
            "created_at": .time,
        ]),
    ]
}
