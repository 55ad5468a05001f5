// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/problems`: questions that enterprises and universities pose, to all or within a closed circle.
enum Problems {
    static let routes: [Route] = [
        .begin(
            ProblemRecord.self,
            "poseProblem",
            "Pose a problem",
            .problems,
            scope: .problems,
            at: "/v1/problems",
            ProblemBodies.posing,
            links: [.init("getProblem", pid), .init("submitProblem", pid)],
            right: nil
        ) { asked, caller, db in
            let organisation = try OrganisationStore(db).organisation(asked.organisation).orNotFound()
            try Standing(of: caller, to: organisation).require(.poseProblem)
            let pid = try PID.random(.problem)
            try db.pose(asked.draft, as: pid, of: organisation.id, by: caller.person)
            return pid
        },
        .page(
            "listProblems",
            "The problems that the caller may know of",
            .problems,
            as: .anybody,
            at: "/v1/problems",
            asking: Parameters(state.optional, organisation.optional) { (state: $0, organisation: $1) },
            ProblemFace.shown,
            cursor: { PID($0) },
            key: \.pid.description
        ) { page, asked, caller, db in
            guard caller != nil else {
                return try PublishedProblemStore(db).problems(
                    state: asked.state,
                    organisation: asked.organisation,
                    after: page.cursor,
                    limit: page.limit + 1
                ).map { ProblemFace($0) }
            }
            return try ProblemStore(db).problems(
                state: asked.state,
                organisation: asked.organisation,
                after: page.cursor,
                limit: page.limit + 1
            ).map { ProblemFace($0) }
        },
        Route(
            .get,
            ProblemRecord.path,
            "One problem",
            scope: nil,
            contract: .read("getProblem", .problems, ProblemFace.shown.schema),
            show
        ),
        .list(
            .readVersions,
            "listProblemVersions",
            "Every version of its text",
            .problems,
            at: ProblemRecord.path + "/versions",
            ProblemVersion.shown
        ) { (problem: ProblemRecord, _, db) in
            try ProblemStore(db).versions(of: problem.id)
        },
        change(
            .edit,
            "amendProblem",
            "Change a draft, or amend an open problem",
            method: .patch,
            at: ProblemRecord.path,
            ProblemBodies.edit
        ) { problem, edit, caller, db in
            try db.amend(problem, edit(problem), by: caller.person)
        },
        change(
            .setCircle,
            "setCircle",
            "Say which organisations know of a restricted problem",
            method: .put,
            at: ProblemRecord.path + "/circle",
            Body(ProblemBodies.circle, example: ["circle": []]) { $0 }
        ) { problem, circle, _, db in
            try db.set(circle: circle, of: problem)
        },
        change(.submit, "submitProblem", "Ask for a moderator's approval", .empty) { problem, _, _, db in
            try db.submit(problem)
        },
        change(.extend, "extendProblem", "Set a later deadline", ProblemBodies.extension) {
            problem,
            deadline,
            _,
            db in
            try db.extend(problem, to: deadline)
        },
        change(.conclude, "concludeProblem", "Say how the problem ended", ProblemBodies.conclusion) {
            problem,
            conclusion,
            _,
            db in
            try db.conclude(
                problem,
                as: conclusion.outcome,
                settledBy: conclusion.findings,
                because: conclusion.reason
            )
        },
        decide(.approve, .approve, "approveProblem", "Open a problem", scope: .moderate),
        // A problem sent back is its owner's alone again, so that its moderator gets no representation.
        decide(.return, .return, "returnProblem", "Send a problem back", scope: .moderate).answeringNothing(),
        decide(.cancel, .cancel, "cancelProblem", "Cancel an open problem", scope: .admin),
    ]

    private static let pid = ["pid": "$response.body#/pid"]
    private static let state = Parameter.one(of: Problem.State.self, "state")
    private static let organisation = Parameter.pid(.organisation, "organisation")

    /// A change by somebody who speaks for the organisation.
    private static func change<Asked>(
        _ action: Action,
        _ id: String,
        _ summary: String,
        method: Route.Method = .post,
        at path: Path? = nil,
        _ body: Body<Asked>,
        _ change: @escaping @Sendable (ProblemRecord, Asked, Caller, Connection) throws -> Void
    ) -> Route {
        .act(action, id, summary, .problems, scope: .problems, method: method, at: path, body, change)
    }

    /// A decision about somebody else's problem, with its reason.
    private static func decide(
        _ event: Problem.State.Event,
        _ action: Action,
        _ id: String,
        _ summary: String,
        scope: Scope
    ) -> Route {
        .act(action, id, summary, .problems, scope: scope, .reason) {
            (problem: ProblemRecord, reason, caller, db) in
            try db.decide(event, on: problem, by: caller.person, because: reason)
        }
    }

    private static func show(_ call: Call) async throws -> Answer {
        let pid = try ProblemRecord.key(call)
        _ = try call.query()
        return call.conditional(
            try await Reading.anybody.read(call) { caller, db in
                guard let caller else {
                    let published = try PublishedProblemStore(db).problem(pid).orNotFound()
                    return .representation(ProblemFace.shown.json(ProblemFace(published)))
                }
                return try ProblemRecord.find(pid, db).orNotFound().answer(to: caller, db)
            }
        )
    }
}
