// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `POST /v1/problems/{pid}/actions/…`: the events of a problem.
enum ProblemActionRoutes {
    private static let path = ProblemRoutes.path + "/actions/"

    static let all: [Route] = [
        Route(.post, path + "submit", "Ask for a moderator's approval", scope: .problems, submit),
        Route(.post, path + "extend", "Set a later deadline", scope: .problems, extend),
        Route(.post, path + "conclude", "Say how the problem ended", scope: .problems, conclude),
        Route(.post, path + "approve", "Open a problem", scope: .moderate) { call in
            try await decide(call, .moderate, .approve, .approve)
        },
        Route(.post, path + "return", "Send a problem back", scope: .moderate) { call in
            try await decide(call, .moderate, .return, .return)
        },
        Route(.post, path + "cancel", "Cancel an open problem", scope: .admin) { call in
            try await decide(call, .admin, .cancel, .cancel)
        },
    ]

    private static func submit(_ call: Call) async throws -> Answer {
        let bytes = try await call.emptyBody()
        return try await ProblemRoutes.changeOwned(call, bytes, .submit) { problem, _, db in
            try db.submit(problem)
        }
    }

    private static func extend(_ call: Call) async throws -> Answer {
        let bytes = try await call.bytes()
        let deadline = try call.decode(bytes) { $0.value("deadline", code: "format", parse: Instant.init) }
        return try await ProblemRoutes.changeOwned(call, bytes, .extend) { problem, _, db in
            try db.extend(problem, to: deadline)
        }
    }

    private static func conclude(_ call: Call) async throws -> Answer {
        let bytes = try await call.bytes()
        let (outcome, reason) = try call.decode(bytes) { body -> (Problem.Outcome, String)? in
            let outcome = body.enumeration("outcome", as: Problem.Outcome.self)
            let reason = body.string("reason", length: 1...5000, multiline: true)
            guard let outcome, let reason else { return nil }
            return (outcome, reason)
        }
        return try await ProblemRoutes.changeOwned(call, bytes, .conclude) { problem, _, db in
            try db.conclude(problem, as: outcome, because: reason)
        }
    }

    /// A decision about somebody else's problem, with its reason.
    private static func decide(
        _ call: Call,
        _ scope: Scope,
        _ event: Problem.State.Event,
        _ action: Action
    ) async throws -> Answer {
        let pid = try call.pid("pid", .problem)
        let bytes = try await call.bytes()
        let reason = try call.reason(bytes)
        return try await call.write(scope, bytes: bytes) { caller, db in
            let problems = ProblemStore(db)
            let problem = try problems.problem(pid).orNotFound()
            try Standing(of: caller, to: problem, db).require(action)
            try call.requireMatch(try ProblemJSON.answer(problem, caller, db).tag)
            try db.decide(event, on: problem, by: caller.person, because: reason)
            // A problem sent back to draft is its owner's alone again.
            guard let seen = try problems.problem(pid) else { return .noContent }
            return try ProblemJSON.answer(seen, caller, db)
        }
    }
}
