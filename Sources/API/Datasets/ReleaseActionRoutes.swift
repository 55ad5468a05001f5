// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Postgres
import Store
import Workflow

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
            try db.askMeasurement(of: release)
            let moved = try ReleaseStore(db).release(release.id).orNotFound()
            return try ReleaseJSON.answer(moved, try Standing(of: caller, to: moved, db), db)
                .located(at: "/v1/datasets/\(pid)/releases/\(number)", status: .accepted)
        }
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
            try db.decide(event, on: release, by: caller.person, because: reason)
            let moved = try ReleaseStore(db).release(release.id).orNotFound()
            return try ReleaseJSON.answer(moved, try Standing(of: caller, to: moved, db), db)
        }
    }
}
