// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store
import Workflow

/// `…/versions/{number}/actions`: what authors do with a version.
enum FindingActionRoutes {
    static let all: [Route] = [
        Route(
            .post,
            VersionRoutes.path + "/actions/submit",
            "Put a draft before the gates",
            scope: .findings,
            submit
        ),
        Route(
            .post,
            VersionRoutes.path + "/actions/retract",
            "Take a version back before it is public",
            scope: .findings,
            retract
        ),
        Route(
            .post,
            VersionRoutes.path + "/actions/appeal",
            "Ask another moderator to judge a rejected version",
            scope: .findings,
            appeal
        ),
    ]

    private static func submit(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .finding)
        let number = try call.number("number")
        let bytes = try await call.emptyBody()
        return try await call.write(.findings, bytes: bytes) { caller, db in
            let (draft, _) = try FindingRights.version(pid, number, .submit, caller, db)
            try call.requireMatch(VersionAnswer.answer(draft, caller).tag)
            try db.submit(draft) { try PID.random(.clearance) }
            return VersionAnswer.answer(try FindingStore(db).version(pid, number).orNotFound(), caller)
        }
    }

    private static func appeal(_ call: Call) async throws -> Answer {
        try await act(call, .appeal) { view, reason, caller, db in
            try db.appeal(view, by: caller.person, because: reason)
        }
    }

    private static func retract(_ call: Call) async throws -> Answer {
        try await act(call, .retract) { view, reason, _, db in
            try db.retract(view, because: reason)
        }
    }

    /// An author's act on a version, with its reason; `change` carries it out.
    private static func act(
        _ call: Call,
        _ action: Action,
        _ change: @escaping @Sendable (VersionView, String, Caller, Connection) throws -> Void
    ) async throws -> Answer {
        let pid = try call.pid("pid", .finding)
        let number = try call.number("number")
        let bytes = try await call.bytes()
        let reason = try call.reason(bytes)
        return try await call.write(.findings, bytes: bytes) { caller, db in
            let (view, standing) = try FindingRights.version(pid, number, action, caller, db)
            try call.requireMatch(VersionAnswer.answer(view, caller).tag)
            try standing.requireNow(action)
            try change(view, reason, caller, db)
            return VersionAnswer.answer(try FindingStore(db).version(pid, number).orNotFound(), caller)
        }
    }
}
