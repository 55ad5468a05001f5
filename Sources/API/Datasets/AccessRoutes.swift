// SPDX-License-Identifier: Apache-2.0
import Domain
import FoundationEssentials
import HTTPTypes
import JSON
import Postgres
import Store
import Workflow

/// Requests for access to a release: asked by researchers, answered by the provider's data officers.
enum AccessRoutes {
    static let all: [Route] = [
        Route(
            .post,
            ReleaseRoutes.path + "/access-requests",
            "Ask for access, accepting the terms",
            scope: .datasets,
            ask
        ),
        Route(
            .get,
            "/v1/access-requests",
            "The caller's requests, or those to a provider",
            scope: .datasets,
            list
        ),
        Route(.get, "/v1/access-requests/{pid}", "One request", scope: .datasets) { call in
            let pid = try call.pid("pid", .accessRequest)
            _ = try call.query()
            return call.conditional(
                try await call.read(.datasets) { caller, db in
                    answer(try request(pid, .show, caller, db), caller)
                }
            )
        },
        action(.grant, .grant, "Grant access"),
        action(.decline, .decline, "Decline access"),
        action(.revoke, .revoke, "Take a grant back"),
    ]

    private static func ask(_ call: Call) async throws -> Answer {
        let dataset = try call.pid("pid", .dataset)
        let number = try call.number("number")
        let bytes = try await call.bytes()
        let body = try call.decode(bytes) { body -> (purpose: String, terms: Digest)? in
            let purpose = body.string("purpose", length: 1...5000, multiline: true)
            let terms = body.value("terms_digest", code: "digest", parse: { Digest($0) })
            guard let purpose, let terms else { return nil }
            return (purpose, terms)
        }
        let pid = try PID.random(.accessRequest)
        return try await call.write(.datasets, bytes: bytes) { caller, db in
            let (release, standing) = try DatasetRights.release(dataset, number, .request, caller, db)
            try standing.requireNow(.request)
            try db.askAccess(
                to: release,
                as: pid,
                by: caller.person,
                purpose: body.purpose,
                accepting: body.terms
            )
            return answer(try AccessStore(db).request(pid).orNotFound(), caller)
                .located(at: "/v1/access-requests/\(pid)", status: .created)
        }
    }

    private static func list(_ call: Call) async throws -> Answer {
        let (page, query) = try call.page(filters: ["organisation"])
        let before: ID<AccessRequest>? = try page.id()
        let provider = try query["organisation"].map { text in
            guard let pid = PID(text, of: .organisation) else {
                throw ProblemDetails.badRequest(
                    "bad_parameter",
                    "organisation is an organisation's public id."
                )
            }
            return pid
        }
        return try await call.read(.datasets) { caller, db in
            let requests: [AccessRecord]
            if let provider {
                let organisation = try OrganisationStore(db).organisation(provider).orNotFound()
                try Standing(of: caller, to: organisation).require(.listRequests)
                requests = try AccessStore(db)
                    .requests(to: organisation.id, before: before, limit: page.limit + 1)
            } else {
                requests = try AccessStore(db)
                    .requests(by: caller.person, before: before, limit: page.limit + 1)
            }
            return page.answer(
                requests,
                key: \.id.rawValue.uuidString,
                json: { AccessJSON.request($0, caller) }
            )
        }
    }

    private static func action(_ event: AccessRequest.State.Event, _ action: Action, _ summary: String)
        -> Route
    {
        Route(
            .post,
            "/v1/access-requests/{pid}/actions/\(event.rawValue)",
            summary,
            scope: .datasets
        ) { call in try await decide(call, event, action) }
    }

    private static func decide(_ call: Call, _ event: AccessRequest.State.Event, _ action: Action)
        async throws
        -> Answer
    {
        let pid = try call.pid("pid", .accessRequest)
        let bytes = try await call.bytes()
        let (reason, days) = try call.decode(bytes) { body -> (String, Int?)? in
            let days = event == .grant ? body.optionalInteger("days", in: 1...365) : nil
            return body.string("reason", length: 1...5000, multiline: true).map { ($0, days) }
        }
        return try await call.write(.datasets, bytes: bytes) { caller, db in
            let request = try request(pid, action, caller, db)
            try call.requireMatch(answer(request, caller).tag)
            try db.decide(event, on: request, days: days, by: caller.person, because: reason)
            return answer(try AccessStore(db).request(pid).orNotFound(), caller)
        }
    }

    /// The request, for who has a right to the action.
    private static func request(_ pid: PID, _ action: Action, _ caller: Caller, _ db: Connection) throws
        -> AccessRecord
    {
        let request = try AccessStore(db).request(pid).orNotFound()
        try Standing(of: caller, to: request).require(action)
        return request
    }

    private static func answer(_ request: AccessRecord, _ caller: Caller) -> Answer {
        .representation(AccessJSON.request(request, caller))
    }
}
