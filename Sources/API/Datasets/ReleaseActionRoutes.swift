// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Store

/// `…/releases/{number}/actions/{event}`: measured at a data officer's wish, let out by a neutral moderator, taken back
/// by a data officer or an administrator.
enum ReleaseActionRoutes {
    static let all: [Route] =
        [route(.measure, "Measure the files' anonymity", .datasets, measure)]
        + [
            route(.stop, "Stop a measurement", .datasets) { try await decide($0, .stop, .stop) },
            route(.return, "Send a release back to its officers", .moderate) {
                try await decide($0, .return, .return)
            },
            route(.release, "Let a release out", .moderate) { try await decide($0, .release, .release) },
            route(.suspend, "Stop downloads for thirty days at most", .datasets) {
                try await decide($0, .suspend, .suspend)
            },
            route(.resume, "Allow downloads again", .datasets) { try await decide($0, .resume, .resume) },
            route(.retire, "Take a release back for good", .datasets) {
                try await decide($0, .retire, .retire)
            },
        ]

    private static func route(
        _ event: Release.State.Event,
        _ summary: String,
        _ scope: Scope,
        _ handler: @escaping @Sendable (Call) async throws -> Answer
    ) -> Route {
        Route(.post, ReleaseRoutes.path + "/actions/\(event.rawValue)", summary, scope: scope, handler)
    }

    private static func measure(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .dataset)
        let number = try call.number("number")
        let bytes = try await call.emptyBody()
        return try await call.write(.datasets, bytes: bytes) { caller, db in
            let (release, standing) = try DatasetRights.release(pid, number, .measure, caller, db)
            try call.requireMatch(try ReleaseJSON.answer(release, standing, db).tag)
            // Moved first: from here on nobody can change the files that are looked at next.
            let moved = try move(release, .measure, [:], db)
            try requireComplete(try ReleaseFileStore(db).files(of: release.id))
            try JobStore(db).enqueue(.measureRelease, release.id.rawValue)
            return try ReleaseJSON.answer(moved, try Standing(of: caller, to: moved, db), db)
                .located(at: "/v1/datasets/\(pid)/releases/\(number)", status: .accepted)
        }
    }

    /// Refuses to measure what is not ready for it: a file at least, and a role for every column.
    private static func requireComplete(_ files: [ReleaseFileRecord]) throws {
        guard !files.isEmpty else {
            throw ProblemDetails.conflict("no_files", "The release has no file to measure.")
        }
        let unassigned = files.flatMap { file in
            file.columns.filter { $0.role == nil }.map { column in
                FieldError(
                    pointer: "/files/\(pointer(file.name))/columns/\(pointer(column.name))",
                    code: "unassigned",
                    detail: "Every column needs a role."
                )
            }
        }
        guard unassigned.isEmpty else {
            var problem = ProblemDetails.conflict("columns_unassigned", "Some columns have no role yet.")
            problem.errors = Array(unassigned.prefix(100))
            throw problem
        }
    }

    private static func pointer(_ name: String) -> String {
        name.replacing("~", with: "~0").replacing("/", with: "~1")
    }

    private static func decide(_ call: Call, _ event: Release.State.Event, _ action: Action) async throws
        -> Answer
    {
        let pid = try call.pid("pid", .dataset)
        let number = try call.number("number")
        let bytes = try await call.bytes()
        let reason = try call.reason(bytes)
        let scope: Scope = event == .return || event == .release ? .moderate : .datasets
        return try await call.write(scope, bytes: bytes) { caller, db in
            let (release, standing) = try DatasetRights.release(pid, number, action, caller, db)
            try call.requireMatch(try ReleaseJSON.answer(release, standing, db).tag)
            let moved = try move(release, event, ["reason": .string(reason)], db)
            if event == .stop { try JobStore(db).stop(.measureRelease, release.id.rawValue) }
            _ = try GateStore(db).decide(
                event.rawValue,
                Release.State.object,
                release.id.rawValue,
                finding: nil,
                by: caller.person,
                reason: reason
            )
            return try ReleaseJSON.answer(moved, try Standing(of: caller, to: moved, db), db)
        }
    }

    /// Moves a release, and reads it as it is then.
    private static func move(
        _ release: ReleaseRecord,
        _ event: Release.State.Event,
        _ details: JSON,
        _ db: Connection
    ) throws -> ReleaseRecord {
        let releases = ReleaseStore(db)
        try releases.move(release, event, details)
        return try releases.release(release.id).orNotFound()
    }
}
