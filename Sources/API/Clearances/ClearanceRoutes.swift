// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/clearances`: what a provider has to say about findings that used its releases, in time and without a veto.
enum ClearanceRoutes {
    static let all: [Route] = [
        Route(
            .get,
            "/v1/clearances",
            "The clearances of the caller's organisations",
            scope: .clearances,
            list
        ),
        Route(.get, "/v1/clearances/{pid}", "One clearance with its flags", scope: .read, show),
        Route(
            .post,
            "/v1/clearances/{pid}/actions/no_objection",
            "Clear a version",
            scope: .clearances,
            clear
        ),
        Route(
            .post,
            "/v1/clearances/{pid}/actions/extend",
            "Take more time, for a patent",
            scope: .clearances,
            extend
        ),
    ]

    private static func list(_ call: Call) async throws -> Answer {
        let (page, query) = try call.page(filters: ["open", "organisation"])
        guard ["true", "false", nil].contains(query["open"]) else {
            throw ProblemDetails.badRequest("bad_parameter", "open is true or false.")
        }
        let cursor = try page.pid()
        let wanted = try query["organisation"].map { text in
            guard let pid = PID(text, of: .organisation) else {
                throw ProblemDetails.badRequest(
                    "bad_parameter",
                    "organisation is an organisation's public id."
                )
            }
            return pid
        }
        return try await call.read(.clearances) { caller, db in
            try Standing(of: caller).require(.listOwnClearances)
            var mine = caller.organisations.filter { caller.clears(for: $0) }
            if let wanted {
                let organisation = try OrganisationStore(db).organisation(wanted).orNotFound()
                try Standing(of: caller, to: organisation).require(.listClearances)
                mine = [organisation.id]
            }
            let clearances = try ClearanceStore(db).clearances(
                of: mine,
                onlyOpen: query["open"] == "true",
                after: cursor,
                limit: page.limit + 1
            )
            return page.answer(clearances, key: \.pid.description) { ClearanceJSON.summary($0) }
        }
    }

    private static func show(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .clearance)
        _ = try call.query()
        return call.conditional(
            try await call.read { caller, db in
                try ClearanceJSON.answer(try clearance(pid, .show, caller, db), caller, db)
            }
        )
    }

    private static func clear(_ call: Call) async throws -> Answer {
        let bytes = try await call.bytes()
        let reason = try call.reason(bytes)
        return try await act(call, bytes, .noObjection, .noObjection) { clearance, caller, db in
            try db.clear(clearance, as: .noObjection, by: caller.person, because: reason)
        }
    }

    private static func extend(_ call: Call) async throws -> Answer {
        let bytes = try await call.bytes()
        let (reason, until) = try call.decode(bytes) { body -> (String, Instant)? in
            let reason = body.string("reason", length: 1...5000, multiline: true)
            let until = body.value("until", code: "format", parse: Instant.init)
            guard let reason, let until else { return nil }
            return (reason, until)
        }
        return try await act(call, bytes, .extend, .extend) { clearance, _, db in
            try db.extend(clearance, until: until, because: reason)
        }
    }

    /// A provider's act on a clearance that still waits.
    private static func act(
        _ call: Call,
        _ bytes: [UInt8],
        _ event: Clearance.State.Event,
        _ action: Action,
        _ change: @escaping @Sendable (ClearanceRecord, Caller, Connection) throws -> Void
    ) async throws -> Answer {
        let pid = try call.pid("pid", .clearance)
        return try await call.write(.clearances, bytes: bytes) { caller, db in
            let clearance = try clearance(pid, action, caller, db)
            try call.requireMatch(try ClearanceJSON.answer(clearance, caller, db).tag)
            _ = try clearance.state.after(event)
            try change(clearance, caller, db)
            return try ClearanceJSON.answer(try ClearanceStore(db).clearance(pid).orNotFound(), caller, db)
        }
    }

    /// The clearance, for who has a right to the action.
    static func clearance(_ pid: PID, _ action: Action, _ caller: Caller, _ db: Connection) throws
        -> ClearanceRecord
    {
        let clearance = try ClearanceStore(db).clearance(pid).orNotFound()
        try Standing(of: caller, to: clearance, db).require(action)
        return clearance
    }
}

extension Caller {
    /// Whether the caller has a say in the clearances of an organisation, which is active.
    fileprivate func clears(for organisation: ID<Organisation>) -> Bool {
        let state = Organisation.State.active.rawValue
        return Standing(.organisation, in: state, by: relations(to: organisation), scopes).may(
            .listClearances
        )
    }
}
