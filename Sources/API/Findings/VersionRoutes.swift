// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Store
import Workflow

/// `/v1/findings/{pid}/versions`: what authors say of a version, and who contributed what.
enum VersionRoutes {
    static let path = "/v1/findings/{pid}/versions/{number}"

    static let all: [Route] = [
        Route(
            .post,
            "/v1/findings/{pid}/versions",
            "Begin the next version as a copy of the latest",
            scope: .findings,
            follow
        ),
        Route(.get, path, "One version", scope: .read, show),
        Route(.patch, path, "Change a draft", scope: .findings, edit),
        Route(.put, path + "/contributions", "Say who contributed what", scope: .findings, contribute),
        Route(.put, path + "/releases", "Say which releases were used", scope: .findings, use),
        Route(.get, path + "/screening", "The last screening report", scope: .read, screening),
    ]

    private static func show(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .finding)
        let number = try call.number("number")
        _ = try call.query()
        return call.conditional(
            try await call.read { caller, db in
                let (view, _) = try FindingRights.version(pid, number, .show, caller, db)
                return VersionAnswer.answer(view, caller)
            }
        )
    }

    private static func follow(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .finding)
        let bytes = try await call.emptyBody()
        return try await call.write(.findings, bytes: bytes) { caller, db in
            let findings = FindingStore(db)
            let latest = try findings.latest(pid).orNotFound()
            try Standing(of: caller, to: latest).requireNow(.newVersion)
            let number = try db.beginVersion(after: latest, by: caller.person)
            return VersionAnswer.answer(try findings.version(pid, number).orNotFound(), caller)
                .located(at: "/v1/findings/\(pid)/versions/\(number)", status: .created)
        }
    }

    private static func edit(_ call: Call) async throws -> Answer {
        let bytes = try await call.bytes()
        let change = try call.decode(bytes) { VersionBody.change(&$0) }
        return try await changeDraft(call, bytes, .edit) { draft, db in try db.edit(draft, change) }
    }

    private static func contribute(_ call: Call) async throws -> Answer {
        let bytes = try await call.bytes()
        let contributions = try call.decode(bytes) { VersionBody.contributions(&$0) }
        return try await changeDraft(call, bytes, .setContributions) { draft, db in
            try db.set(contributions, of: draft)
        }
    }

    private static func use(_ call: Call) async throws -> Answer {
        let bytes = try await call.bytes()
        // The list may be empty, but not be forgotten.
        let releases = try call.decode(bytes) { body in
            body.json("releases").map { _ in VersionBody.releases(&body) }
        }
        return try await changeDraft(call, bytes, .setReleases) { draft, db in
            try db.set(releases, of: draft)
        }
    }

    /// Changes a draft that is still what the author has seen.
    private static func changeDraft(
        _ call: Call,
        _ bytes: [UInt8],
        _ action: Action,
        _ change: @escaping @Sendable (VersionView, Connection) throws -> Void
    ) async throws -> Answer {
        let pid = try call.pid("pid", .finding)
        let number = try call.number("number")
        return try await call.write(.findings, bytes: bytes) { caller, db in
            let (draft, standing) = try FindingRights.version(pid, number, action, caller, db)
            try call.requireMatch(VersionAnswer.answer(draft, caller).tag)
            try standing.requireNow(action)
            try change(draft, db)
            return VersionAnswer.answer(try FindingStore(db).version(pid, number).orNotFound(), caller)
        }
    }

    private static func screening(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .finding)
        let number = try call.number("number")
        _ = try call.query()
        return call.conditional(
            try await call.read { caller, db in
                let (view, _) = try FindingRights.version(pid, number, .readScreening, caller, db)
                return .representation(bytes: try GateStore(db).report(of: view.id).orNotFound())
            }
        )
    }
}
