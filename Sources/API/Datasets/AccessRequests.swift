// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Postgres
import Store
import Workflow

/// Requests for access to a release: asked by researchers, answered by the provider's data officers.
enum AccessRequests {
    static let routes: [Route] = [
        .make(
            AccessRecord.self,
            .request,
            "askForAccess",
            "Ask for access, accepting the terms",
            .datasets,
            scope: .datasets,
            at: ReleaseRecord.path + "/access-requests",
            request,
            links: [.init("getAccessRequest", ["pid": "$response.body#/pid"])]
        ) { (release: ReleaseRecord, asked, caller, db) in
            let pid = try PID.random(.accessRequest)
            try db.askAccess(
                to: release,
                as: pid,
                by: caller.person,
                purpose: asked.purpose,
                accepting: asked.terms
            )
            return pid
        },
        .page(
            "listAccessRequests",
            "The caller's requests, or those to a provider",
            .datasets,
            as: .caller(.datasets),
            at: "/v1/access-requests",
            asking: Parameters(organisation.optional) { $0 },
            AccessRecord.shown,
            cursor: { UUID(uuidString: $0).map(ID<AccessRequest>.init) },
            key: \.id.rawValue.uuidString
        ) { page, provider, caller, db in
            try list(page, of: provider, caller, db).map { Offered($0, to: caller) }
        },
        .show(AccessRecord.self, "getAccessRequest", "One request", .datasets, scope: .datasets),
        .act(.grant, "grantAccess", "Grant access", .datasets, scope: .datasets, grant) {
            (request: AccessRecord, asked, caller, db) in
            try db.decide(
                .grant,
                on: request,
                days: asked.days,
                by: caller.person,
                because: asked.reason
            )
        },
        .act(.decline, "declineAccess", "Decline access", .datasets, scope: .datasets, .reason) {
            (request: AccessRecord, reason, caller, db) in
            try db.decide(.decline, on: request, days: nil, by: caller.person, because: reason)
        },
        .act(.revoke, "revokeAccess", "Take a grant back", .datasets, scope: .datasets, .reason) {
            (request: AccessRecord, reason, caller, db) in
            try db.decide(.revoke, on: request, days: nil, by: caller.person, because: reason)
        },
    ]

    private static let organisation = Parameter.pid(.organisation, "organisation")

    private static let request = Body(
        Field("purpose", .lines(Limits.reason)),
        Field("terms_digest", Codec<Digest>.digest),
        example: [
            "purpose": "A study of wear.",
            "terms_digest": .string("sha256:" + String(repeating: "0a", count: 32)),
        ]
    ) { (purpose: $0, terms: $1) }

    private static let grant = Body(
        Field("reason", .lines(Limits.reason)),
        Field("days", .integer(1...365)).optional,
        example: ["reason": "A good purpose.", "days": 180]
    ) { (reason: $0, days: $1) }

    private static func list(
        _ page: ListPage<ID<AccessRequest>>,
        of provider: PID?,
        _ caller: Caller,
        _ db: Connection
    ) throws -> [AccessRecord] {
        let requests = AccessStore(db)
        guard let provider else {
            return try requests.requests(by: caller.person, before: page.cursor, limit: page.limit + 1)
        }
        let organisation = try OrganisationStore(db).organisation(provider).orNotFound()
        try Standing(of: caller, to: organisation).require(.listRequests)
        return try requests.requests(to: organisation.id, before: page.cursor, limit: page.limit + 1)
    }
}
