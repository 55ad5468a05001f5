// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/organisations`.
enum OrganisationRoutes {
    static let all: [Route] = [
        Route(
            .get,
            "/v1/organisations/{pid}/clocks",
            "How an organisation keeps its time",
            scope: nil,
            clocks
        ),
        Route(.get, "/v1/organisations", "The organisations on the platform", scope: .read) { call in
            let (page, _) = try call.page()
            return try await call.read { _, db in
                page.answer(
                    try OrganisationStore(db).organisations(after: page.cursor, limit: page.limit + 1),
                    key: \.pid.description,
                    json: { json($0) }
                )
            }
        },
        Route(.get, "/v1/organisations/{pid}", "One organisation", scope: .read) { call in
            let pid = try call.pid("pid", .organisation)
            _ = try call.query()
            return call.conditional(
                try await call.read { caller, db in
                    let organisation = try OrganisationStore(db).organisation(pid).orNotFound()
                    return answer(organisation, caller)
                }
            )
        },
        Route(
            .post,
            "/v1/organisations/{pid}/actions/{event}",
            "Approve, suspend, resume or close",
            scope: .admin,
            act
        ),
    ]

    private static func act(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .organisation)
        guard let event = Organisation.State.Event(rawValue: call.parameter("event"))
        else {
            throw ProblemDetails.notFound
        }
        let bytes = try await call.bytes()
        let reason = try call.reason(bytes)
        return try await call.write(.admin, bytes: bytes) { caller, db in
            let organisations = OrganisationStore(db)
            let organisation = try organisations.organisation(pid).orNotFound()
            try Standing(of: caller, to: organisation).require(event.action)
            try call.requireMatch(etag(organisation))
            try db.decide(event, on: organisation, because: reason)
            return answer(try organisations.organisation(pid).orNotFound(), caller)
        }
    }

    private static func answer(_ organisation: OrganisationRecord, _ caller: Caller) -> Answer {
        let actions = Standing(of: caller, to: organisation).events(Organisation.State.Event.self)
        return .json(json(organisation).adding("actions", .actions(actions)), etag: etag(organisation))
    }

    private static func etag(_ organisation: OrganisationRecord) -> String {
        "\(organisation.pid).\(organisation.revision)"
    }

    private static func clocks(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .organisation)
        _ = try call.query()
        return call.conditional(
            try await call.readPublic { db in
                let clocks = try OrganisationClocks.of(pid, db).orNotFound()
                return .representation([
                    "organisation": .text(pid), "name": .string(clocks.name),
                    "clearances": [
                        "decided": .integer(Int64(clocks.clearances)),
                        "median_days": days(clocks.clearanceMedianDays),
                        "lapsed": .integer(Int64(clocks.clearancesLapsed)),
                        "capped": .integer(Int64(clocks.clearancesCapped)),
                        "extended": .integer(Int64(clocks.clearancesExtended)),
                        "flags": .integer(Int64(clocks.flags)),
                        "flags_upheld": .integer(Int64(clocks.flagsUpheld)),
                    ],
                    "access_requests": [
                        "answered": .integer(Int64(clocks.requests)),
                        "median_days": days(clocks.requestMedianDays),
                        "lapsed": .integer(Int64(clocks.requestsLapsed)),
                    ],
                ])
            }
        )
    }

    /// In tenths of a day; the exact times are nobody's business.
    private static func days(_ days: Double?) -> JSON {
        days.map { .number(($0 * 10).rounded() / 10) } ?? .null
    }

    static func json(_ organisation: OrganisationRecord) -> JSON {
        [
            "pid": .string(organisation.pid.description),
            "name": .string(organisation.name),
            "kind": .string(organisation.kind.rawValue),
            "ror": .text(organisation.ror),
            "state": .string(organisation.state.rawValue),
            "created_at": .text(organisation.createdAt),
        ]
    }
}

extension Call {
    /// The reason that every decision carries: the only member of the body.
    package func reason(_ bytes: [UInt8]) throws -> String {
        try decode(bytes) { $0.string("reason", length: 1...5000, multiline: true) }
    }
}
