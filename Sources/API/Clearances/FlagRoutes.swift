// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Store

/// `/v1/clearances/{pid}/flags` and `/v1/flags`: itemised objections, each to a range of bytes for one reason.
enum FlagRoutes {
    static let all: [Route] = [
        Route(.post, "/v1/clearances/{pid}/flags", "Object to a passage", scope: .clearances, raise),
        Route(.get, "/v1/flags/{pid}", "One flag", scope: .read, show),
        Route(.post, "/v1/flags/{pid}/actions/concede", "Agree to leave the passage out", scope: .findings) {
            call in
            try await answer(call, .concede, .concede, dueInDays: nil)
        },
        Route(
            .post,
            "/v1/flags/{pid}/actions/contest",
            "Put the objection before moderators",
            scope: .findings
        ) { call in
            try await answer(call, .contest, .contest, dueInDays: Deadlines.flagDecision)
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

    /// How many moderators of one mind decide a contested flag.
    private static let votesNeeded = 2

    private struct Objection: Sendable {
        let digest: Digest
        let bytes: ClosedRange<Int64>
        let category: Flag.Category
        let note: String
    }

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
            _ = try clearance.state.after(.raise)
            try check(objection, clearance, db)
            try ClearanceStore(db).raise(
                clearance,
                ["flag": .text(flagPID), "category": .string(objection.category.rawValue)]
            )
            let flags = FlagStore(db)
            try flags.raise(
                pid: flagPID,
                on: clearance.id,
                file: objection.digest,
                bytes: objection.bytes,
                category: objection.category,
                note: objection.note,
                by: caller.person
            )
            return FlagRoutes.answer(try flags.flag(flagPID).orNotFound()).located(
                at: "/v1/flags/\(flagPID)",
                status: .created
            )
        }
    }

    /// An objection names a passage of a file of this version that was not cleared before, and not all there is.
    private static func check(_ objection: Objection, _ clearance: ClearanceRecord, _ db: Connection) throws {
        let flags = FlagStore(db)
        guard let size = try flags.size(ofFile: objection.digest, in: clearance.version) else {
            throw ProblemDetails.invalid(
                "/file_digest",
                "unknown_value",
                "The version has no file with this digest."
            )
        }
        guard objection.bytes.upperBound < size else {
            throw ProblemDetails.invalid("/last_byte", "range", "The file has \(size) bytes.")
        }
        guard try !flags.wasCleared(objection.digest, for: clearance) else {
            throw ProblemDetails.conflict("already_cleared", "This file was cleared in an earlier version.")
        }
        guard try !isEverything(objection, clearance, db) else { throw objectionToEverything }
    }

    /// Whether the objection, with those that stand already, leaves next to nothing of the version.
    private static func isEverything(
        _ objection: Objection,
        _ clearance: ClearanceRecord,
        _ db: Connection
    ) throws -> Bool {
        let files = try FindingFileStore(db).files(of: clearance.version)
        var extent = ObjectionExtent(sizes: Dictionary(files.map { ($0.digest, $0.size) }) { $1 })
        for flag in try FlagStore(db).flags(of: clearance.id) where flag.state != .dismissed {
            extent.add(flag.firstByte...flag.lastByte, of: flag.fileDigest)
        }
        extent.add(objection.bytes, of: objection.digest)
        return extent.isEverything
    }

    private static let objectionToEverything = {
        let detail = "Name the passage; an objection to everything is not heard."
        var problem = ProblemDetails(.unprocessableContent, "objection_to_everything", detail)
        problem.errors = [
            FieldError(pointer: "/last_byte", code: "objection_to_everything", detail: detail)
        ]
        return problem
    }()

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
        _ action: Action,
        dueInDays days: Int?
    ) async throws -> Answer {
        try await move(call, .findings, action) { flag, reason, _, db in
            try FlagStore(db).move(flag, event, answer: reason, dueInDays: days, ["reason": .string(reason)])
        }
    }

    private static func retract(_ call: Call) async throws -> Answer {
        try await move(call, .clearances, .retract) { flag, reason, _, db in
            try FlagStore(db).move(flag, .retract, ["reason": .string(reason)])
            try ClearanceResolution(db).settle(flag.clearancePID)
        }
    }

    /// A neutral moderator's vote, or an administrator's word on an escalated flag.
    private static func decide(_ call: Call, uphold: Bool) async throws -> Answer {
        let event: Flag.State.Event = uphold ? .uphold : .dismiss
        return try await move(call, .moderate, uphold ? .uphold : .dismiss) { flag, reason, caller, db in
            _ = try flag.state.after(event)
            let flags = FlagStore(db)
            let details: JSON = ["reason": .string(reason)]
            let decision = try GateStore(db).decide(
                event.rawValue,
                Flag.State.object,
                flag.id,
                finding: flag.finding,
                by: caller.person,
                reason: reason
            ).orStale()
            // An administrator's word needs no second one, and counts also after a vote as a moderator.
            if flag.state != .escalated {
                let votes = try flags.vote(flag.id, by: caller.person, uphold: uphold, decision: decision)
                guard let votes else {
                    throw ProblemDetails.conflict("already_voted", "You have voted on this flag.")
                }
                try db.record(.flagVoted, flag.pid.description, details.adding("uphold", .bool(uphold)))
                guard votes >= votesNeeded else { return }
            }
            try flags.move(flag, event, details)
            try ClearanceResolution(db).settle(flag.clearancePID)
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
