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
            .refuseException,
            "refuseException",
            "Refuse the exception that authors ask for",
            .moderation,
            scope: .moderate,
            .reason
        ) { (version: VersionCase, reason, caller, db) in
            try db.refuseException(version, by: caller.person, because: reason)
        },
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
        .act(
            .liftParty,
            "liftParty",
            "Let judge whom only the authors' word makes a party",
            .moderation,
            scope: .admin,
            named
        ) { (version: VersionCase, asked, caller, db) in
            guard let party = NamedParty(asked.person, asked.organisation) else {
                throw ProblemDetails.invalid(
                    "/person",
                    FieldError.Code.missing,
                    "Name a person, or an organisation."
                )
            }
            try db.lift(party, from: version, by: caller.person, because: asked.reason)
        },
        .act(
            .appoint,
            "appointJudge",
            "Name a judge for a finding that lacks them",
            .moderation,
            scope: .admin,
            appointed
        ) { (version: VersionCase, asked, caller, db) in
            try db.appoint(asked.person, to: version, by: caller.person, because: asked.reason)
        },
    ]

    private static let appointed = Body(
        Field("person", .pid(.person)),
        Field("reason", .lines(Limits.reason)),
        example: [
            "person": .string(PID(kind: .person, bits: 20_261_124).description),
            "reason": "All moderators are named in it.",
        ]
    ) { (person: $0, reason: $1) }

    private static let named = Body(
        Field("person", .pid(.person)).optional,
        Field("organisation", .pid(.organisation)).optional,
        Field("reason", .lines(Limits.reason)),
        example: [
            "person": .string(PID(kind: .person, bits: 20_261_124).description),
            "reason": "She has no part in it.",
        ]
    ) { (person: $0, organisation: $1, reason: $2) }

    private static let unused = Body(
        Field("release", VersionBodies.reference),
        Field("reason", .lines(Limits.reason)),
        example: [
            "release": ["dataset": "ds-48aak0000047", "sequence": 1], "reason": "A slip in version 1.",
        ]
    ) { (release: $0, reason: $1) }

    /// What can be decided on a version whose moderation and screening are so.
    static func possible(_ moderation: Moderation?, _ screening: Screening?) -> [Action] {
        Moderation.Event.allCases.filter { moderation?.next($0) != nil }.compactMap(\.action)
            + Screening.Event.allCases.filter { screening?.next($0) != nil }.compactMap(\.action)
            + (screening == nil ? [] : [.releaseUnused])
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
    /// What brings it about; `nil` where that is no person.
    var action: Action? {
        switch self {
        case .accept: .accept
        case .reject: .reject
        case .requestChanges: .requestChanges
        case .appeal: .appeal
        case .escalate: nil
        }
    }
}

extension Screening.Event {
    /// What brings it about; `nil` where that is no person.
    var action: Action? {
        switch self {
        case .ask: .askException
        case .exception: .exception
        case .refuse: .refuseException
        case .gone: .gone
        case .stands: .stands
        case .pass, .fail, .escalate, .renew, .lapse, .doubt, .defer: nil
        }
    }
}

extension NamedParty {
    /// `nil` unless it is one of them.
    fileprivate init?(_ person: PID?, _ organisation: PID?) {
        switch (person, organisation) {
        case (let person?, nil): self = .person(person)
        case (nil, let organisation?): self = .organisation(organisation)
        case (nil, nil), (_?, _?): return nil
        }
    }
}
