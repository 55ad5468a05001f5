// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `…/versions/{number}/actions`: what neutral moderators decide on a submitted version.
enum Decisions {
    static let routes: [Route] = [
        decide(.accept, .accept, "acceptVersion", "Accept a version"),
        decide(.requestChanges, .requestChanges, "requestChanges", "Ask for another version"),
        decide(.reject, .reject, "rejectVersion", "Reject a version"),
        .act(
            .exception,
            "exceptVersion",
            "Pass a failed screening, with a reason",
            .moderation,
            scope: .moderate,
            .reason
        ) { (version: VersionCase, reason, caller, db) in
            try db.except(version, by: caller.person, because: reason)
        },
        judge(.gone, .gone, "passageGone", "Find that a passage that had to go is gone from a version"),
        judge(.stands, .stands, "passageStands", "Find that a passage that had to go stands in a version"),
        .act(
            .releaseUnused,
            "removeRelease",
            "Take a release that was not used out of what a version is judged against",
            .moderation,
            scope: .moderate,
            unused
        ) { (version: VersionCase, asked, caller, db) in
            try db.remove(asked.release, from: version, by: caller.person, because: asked.reason)
        },
    ]

    private static let unused = Body(
        Field("release", VersionBodies.reference),
        Field("reason", .lines(Limits.reason)),
        example: [
            "release": ["dataset": "ds-48aak0000047", "sequence": 1], "reason": "A slip in version 1.",
        ]
    ) { (release: $0, reason: $1) }

    /// What can be decided on a version whose moderation and screening are so.
    static func possible(_ moderation: Moderation?, _ screening: Screening?) -> [Action] {
        Moderation.Event.allCases.filter { moderation?.next($0) != nil }.map(\.action)
            + (screening == .failed ? [.exception] : [])
            + (screening?.next(.gone) != nil ? [.gone, .stands] : [])
    }

    private static func judge(
        _ event: Screening.Event,
        _ action: Action,
        _ id: String,
        _ summary: String
    ) -> Route {
        .act(action, id, summary, .moderation, scope: .moderate, .reason) {
            (version: VersionCase, reason, caller, db) in
            try db.judgePassages(event, of: version, by: caller.person, because: reason)
        }
    }

    private static func decide(
        _ event: Moderation.Event,
        _ action: Action,
        _ id: String,
        _ summary: String
    ) -> Route {
        .act(action, id, summary, .moderation, scope: .moderate, .reason) {
            (version: VersionCase, reason, caller, db) in
            try db.decide(event, on: version, by: caller.person, because: reason)
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
