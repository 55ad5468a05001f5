// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// `…/versions/{number}/actions`: what neutral moderators decide on a submitted version.
enum Decisions {
    static let routes: [Route] = [
        decide(.accept, "acceptVersion", "Accept a version") { version, details, db in
            try moderate(version, .accept, details, db)
            try GateStore(db).certifyIfOpen(version.id)
        },
        decide(.requestChanges, "requestChanges", "Ask for another version") { version, details, db in
            try moderate(version, .requestChanges, details, db)
            try db.move(version.row, .requestChanges, details)
        },
        decide(.reject, "rejectVersion", "Reject a version") { version, details, db in
            try moderate(version, .reject, details, db)
            try db.move(version.row, .reject, details)
        },
        decide(.exception, "exceptVersion", "Pass a failed screening, with a reason") {
            version,
            details,
            db in
            guard let screening = version.screening else {
                throw TransitionRefused(
                    object: Screening.object,
                    state: version.state.rawValue,
                    event: Screening.Event.exception.rawValue
                )
            }
            try db.move(Subject(version.id, screening), .exception, details)
            try GateStore(db).certifyIfOpen(version.id)
        },
    ]

    /// A decision with its reason, which is written down before it is carried out.
    private static func decide(
        _ action: Action,
        _ id: String,
        _ summary: String,
        _ change: @escaping @Sendable (VersionCase, JSON, Connection) throws -> Void
    ) -> Route {
        .act(action, id, summary, .moderation, scope: .moderate, .reason) {
            (version: VersionCase, reason, caller, db) in
            _ = try GateStore(db).decide(
                action.rawValue,
                Finding.State.object,
                version.id.rawValue,
                finding: version.finding,
                by: caller.person,
                reason: reason
            )
            try change(version, ["reason": .string(reason)], db)
        }
    }

    private static func moderate(
        _ version: VersionCase,
        _ event: Moderation.Event,
        _ details: JSON,
        _ db: Connection
    ) throws {
        guard let moderation = version.moderation else {
            throw TransitionRefused(
                object: Moderation.object,
                state: version.state.rawValue,
                event: event.rawValue
            )
        }
        try db.move(Subject(version.id, moderation), event, details)
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
