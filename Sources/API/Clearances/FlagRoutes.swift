// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Store
import Workflow

/// `/v1/clearances/{pid}/flags` and `/v1/flags`: itemised objections, each to a range of bytes for one reason.
enum FlagRoutes {
    static let all: [Route] = [
        Route(.post, "/v1/clearances/{pid}/flags", "Object to a passage", scope: .clearances, raise),
        Route(.get, "/v1/flags/{pid}", "One flag", scope: .read, show),
        Route(.post, "/v1/flags/{pid}/actions/concede", "Agree to leave the passage out", scope: .findings) {
            call in
            try await answer(call, .concede, .concede)
        },
        Route(
            .post,
            "/v1/flags/{pid}/actions/contest",
            "Put the objection before moderators",
            scope: .findings
        ) { call in
            try await answer(call, .contest, .contest)
        },
        Route(
            .post,
            "/v1/flags/{pid}/actions/retract",
            "Take an objection back",
            scope: .clearances,
            retract
        ),
        Route(.post, "/v1/flags/{pid}/actions/uphold", "Vote to uphold a contested flag", scope: .moderate) {
            call in
            try await decide(call, uphold: true)
        },
        Route(.post, "/v1/flags/{pid}/actions/dismiss", "Vote to dismiss a contested flag", scope: .moderate)
        { call in
            try await decide(call, uphold: false)
        },
    ]

    private static func objection(_ body: inout ObjectReader) -> Objection? {
        let digest = body.value("file_digest", code: "format", parse: Digest.init)
        let first = body.integer("first_byte", in: 0...Int(Int32.max))
        let last = body.integer("last_byte", in: 0...Int(Int32.max))
        let category = body.enumeration("category", as: Flag.Category.self)
        let note = body.string("note", length: 1...5000, multiline: true)
        guard let digest, let first, let last, let category, let note else { return nil }
        guard first <= last else {
            body.record("last_byte", FieldError.Code.range, "The range ends before it begins.")
            return nil
        }
        return Objection(digest: digest, bytes: Int64(first)...Int64(last), category: category, note: note)
    }

    private static func raise(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .clearance)
        let bytes = try await call.bytes()
        let objection = try call.decode(bytes) { Self.objection(&$0) }
        let flagPID = try PID.random(.flag)
        return try await call.write(.clearances, bytes: bytes) { caller, db in
            // Objections to a clearance are heard one after the other, and none after its end.
            try ClearanceStore(db).lock(try ClearanceRoutes.clearance(pid, .raise, caller, db).id)
            let clearance = try ClearanceRoutes.clearance(pid, .raise, caller, db)
            try call.requireMatch(try ClearanceJSON.answer(clearance, caller, db).tag)
            try db.raise(objection, in: clearance, as: flagPID, by: caller.person)
            return FlagRoutes.answer(try FlagStore(db).flag(flagPID).orNotFound()).located(
                at: "/v1/flags/\(flagPID)",
                status: .created
            )
        }
    }

    private static func show(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .flag)
        _ = try call.query()
        return call.conditional(
            try await call.read { caller, db in
                let flag = try FlagStore(db).flag(pid).orNotFound()
                try Standing(of: caller, to: flag, db).require(.show)
                return FlagRoutes.answer(flag)
            }
        )
    }

    /// An author's answer to an objection.
    private static func answer(
        _ call: Call,
        _ event: Flag.State.Event,
        _ action: Action
    ) async throws -> Answer {
        try await move(call, .findings, action) { flag, reason, _, db in
            try db.answer(flag, event, because: reason)
        }
    }

    private static func retract(_ call: Call) async throws -> Answer {
        try await move(call, .clearances, .retract) { flag, reason, _, db in
            try db.retract(flag, because: reason)
        }
    }

    /// A neutral moderator's vote, or an administrator's word on an escalated flag.
    private static func decide(_ call: Call, uphold: Bool) async throws -> Answer {
        try await move(call, .moderate, uphold ? .uphold : .dismiss) { flag, reason, caller, db in
            try db.vote(on: flag, uphold: uphold, by: caller.person, because: reason)
        }
    }

    private static func move(
        _ call: Call,
        _ scope: Scope,
        _ action: Action,
        _ change: @escaping @Sendable (FlagRecord, String, Caller, Connection) throws -> Void
    ) async throws -> Answer {
        let pid = try call.pid("pid", .flag)
        let bytes = try await call.bytes()
        let reason = try call.reason(bytes)
        return try await call.write(scope, bytes: bytes) { caller, db in
            let flag = try FlagStore(db).flag(pid).orNotFound()
            try Standing(of: caller, to: flag, db).require(action)
            try call.requireMatch(FlagRoutes.answer(flag).tag)
            try change(flag, reason, caller, db)
            return FlagRoutes.answer(try FlagStore(db).flag(pid).orNotFound())
        }
    }

    private static func answer(_ flag: FlagRecord) -> Answer {
        .representation(ClearanceJSON.flag(flag))
    }
}
