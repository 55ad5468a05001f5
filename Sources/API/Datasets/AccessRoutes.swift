// SPDX-License-Identifier: Apache-2.0
import Domain
import FoundationEssentials
import HTTPTypes
import JSON
import Postgres
import Store

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
                try await call.read(.datasets) { caller, db in answer(try seen(pid, caller, db), caller) }
            )
        },
        action(.grant, "Grant access"),
        action(.decline, "Decline access"),
        action(.revoke, "Take a grant back"),
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
            let release = try DatasetRights.seen(dataset, number, by: caller, db)
            guard caller.memberships.contains(where: { $0.role == .researcher }) else {
                throw ProblemDetails.forbidden(
                    "role",
                    "Only a researcher of an active organisation asks for access."
                )
            }
            guard release.state == .released else {
                throw ProblemDetails.conflict("wrong_state", "The release is not open for requests.")
            }
            let requests = AccessStore(db)
            try requests.request(
                release.id,
                pid: pid,
                by: caller.person,
                purpose: body.purpose,
                accepting: body.terms
            )
            try AuditLog(db).record(
                "request",
                "access_request",
                pid.description,
                ["release": .string(release.subject), "terms_digest": .text(body.terms)]
            )
            return answer(try requests.request(pid).orNotFound(), caller)
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
                guard caller.has(.dataOfficer, in: organisation.id) else { throw DatasetRights.notAnOfficer }
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

    private static func action(_ event: AccessRequest.State.Event, _ summary: String) -> Route {
        Route(
            .post,
            "/v1/access-requests/{pid}/actions/\(event.rawValue)",
            summary,
            scope: .datasets
        ) { call in try await decide(call, event) }
    }

    private static func decide(_ call: Call, _ event: AccessRequest.State.Event) async throws -> Answer {
        let pid = try call.pid("pid", .accessRequest)
        let bytes = try await call.bytes()
        let (reason, wished) = try call.decode(bytes) { body -> (String, Int?)? in
            let days = event == .grant ? body.optionalInteger("days", in: 1...365) : nil
            return body.string("reason", length: 1...5000, multiline: true).map { ($0, days) }
        }
        return try await call.write(.datasets, bytes: bytes) { caller, db in
            let request = try seen(pid, caller, db)
            guard caller.has(.dataOfficer, in: request.provider) else { throw DatasetRights.notAnOfficer }
            guard request.person != caller.person else {
                throw ProblemDetails.forbidden(
                    "conflict_of_interest",
                    "Nobody decides on a request of their own."
                )
            }
            try call.requireMatch(answer(request, caller).tag)
            let next = try request.state.after(event)
            guard event != .grant || request.releaseState == .released else {
                throw ProblemDetails.conflict("wrong_state", "The release is not open for use.")
            }
            let requests = AccessStore(db)
            let moved = try requests.move(
                request.id,
                from: request.state,
                to: next,
                days: next == .granted ? wished ?? Deadlines.accessGrant : nil,
                by: caller.person,
                reason: reason
            )
            guard moved else { throw ProblemDetails.stale }
            try AuditLog(db).record(
                event.rawValue,
                "access_request",
                pid.description,
                ["reason": .string(reason)]
            )
            return answer(try requests.request(pid).orNotFound(), caller)
        }
    }

    /// The request, for its author and for the provider's officers; unknown to all others.
    private static func seen(_ pid: PID, _ caller: Caller, _ db: Connection) throws -> AccessRecord {
        let request = try AccessStore(db).request(pid).orNotFound()
        guard request.person == caller.person || caller.hasAny([.owner, .dataOfficer], in: request.provider)
        else { throw ProblemDetails.notFound }
        return request
    }

    private static func answer(_ request: AccessRecord, _ caller: Caller) -> Answer {
        .representation(AccessJSON.request(request, caller))
    }
}
