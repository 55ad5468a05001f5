// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/moderation/queue` and the decisions on versions of findings.
enum ModerationRoutes {
    static let all: [Route] = [
        Route(
            .get,
            "/v1/moderation/queue",
            "What waits for a moderator, the most overdue first",
            scope: .moderate,
            queue
        ),
        Route(.post, VersionRoutes.path + "/actions/accept", "Accept a version", scope: .moderate) { call in
            try await decide(call, .accept)
        },
        Route(
            .post,
            VersionRoutes.path + "/actions/request_changes",
            "Ask for another version",
            scope: .moderate
        ) { call in
            try await decide(call, .requestChanges)
        },
        Route(.post, VersionRoutes.path + "/actions/reject", "Reject a version", scope: .moderate) { call in
            try await decide(call, .reject)
        },
        Route(
            .post,
            VersionRoutes.path + "/actions/exception",
            "Pass a failed screening, with a reason",
            scope: .moderate,
            except
        ),
    ]

    private static let kinds = ["finding", "exception", "flag", "release", "problem"]

    private static func queue(_ call: Call) async throws -> Answer {
        let query = try call.query(["kind", "overdue", "limit"])
        let limit = try query.limit()
        let kind = query["kind"]
        guard kind.map(kinds.contains) ?? true, ["true", "false", nil].contains(query["overdue"]) else {
            throw ProblemDetails.badRequest(
                "bad_parameter",
                "kind is one of \(kinds.joined(separator: ", ")); overdue is true or false."
            )
        }
        return try await call.read(.moderate) { caller, db in
            try Standing(of: caller).require(.readQueue)
            let items = try ReviewQueue(db).items(
                kind: kind,
                onlyOverdue: query["overdue"] == "true",
                limit: limit
            )
            return .json(["items": .array(items.map(json))])
        }
    }

    private static func json(_ item: QueueItem) -> JSON {
        [
            "kind": .string(item.kind),
            "pid": .string(item.pid),
            "number": item.number.map { .integer(Int64($0)) } ?? .null,
            "title": .string(item.title),
            "state": .string(item.state),
            "due_at": .text(item.dueAt),
            "overdue": .bool(item.isOverdue),
            "neutral": .bool(item.isNeutral),
        ]
    }

    private static func decide(_ call: Call, _ event: Moderation.Event) async throws -> Answer {
        try await judge(call, event.action) { view, reason, caller, db in
            try db.decide(event, on: view, by: caller.person, because: reason)
        }
    }

    private static func except(_ call: Call) async throws -> Answer {
        try await judge(call, .exception) { view, reason, caller, db in
            try db.except(view, by: caller.person, because: reason)
        }
    }

    /// A neutral moderator's decision on a submitted version, with its reason; `change` carries it out.
    private static func judge(
        _ call: Call,
        _ action: Action,
        _ change: @escaping @Sendable (VersionView, String, Caller, Connection) throws -> Void
    ) async throws -> Answer {
        let pid = try call.pid("pid", .finding)
        let number = try call.number("number")
        let bytes = try await call.bytes()
        let reason = try call.reason(bytes)
        return try await call.write(.moderate, bytes: bytes) { caller, db in
            let (view, standing) = try FindingRights.version(pid, number, action, caller, db)
            try call.requireMatch(VersionAnswer.answer(view, caller).tag)
            try standing.requireNow(action)
            try change(view, reason, caller, db)
            return VersionAnswer.answer(try FindingStore(db).version(pid, number).orNotFound(), caller)
        }
    }
}

extension Moderation.Event {
    var action: Action {
        switch self {
        case .accept: .accept
        case .reject: .reject
        case .requestChanges: .requestChanges
        case .appeal: .appeal
        }
    }
}
