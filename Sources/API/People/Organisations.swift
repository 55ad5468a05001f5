// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/organisations`.
enum Organisations {
    static let routes: [Route] = [
        .page(
            "listOrganisations",
            "The organisations on the platform",
            .organisations,
            at: "/v1/organisations",
            OrganisationRecord.shown,
            key: { $0.organisation.pid }
        ) { page, caller, db in
            try Standing(of: caller).require(.listOrganisations)
            return try OrganisationStore(db).organisations(after: page.cursor, limit: page.limit + 1)
                .map { (organisation: $0, actions: nil) }
        },
        .show(OrganisationRecord.self, "getOrganisation", "One organisation", .organisations),
        .document(
            "getClocks",
            "How an organisation keeps its time",
            .organisations,
            as: .everybody,
            at: OrganisationRecord.path + "/clocks",
            asking: .none,
            OrganisationClocks.shown,
            key: OrganisationRecord.key
        ) { pid, _, _, db in
            (pid, try OrganisationClocks.of(pid, db).orNotFound())
        },
        Route(
            .post,
            OrganisationRecord.path + "/actions/\(event)",
            "Approve, suspend, resume or close",
            scope: .admin,
            contract: .change(
                "moveOrganisation",
                .organisations,
                Body.reason.described,
                OrganisationRecord.schema
            )
        ) { call in
            let event = try call[event]
            let act = Act<OrganisationRecord, String>(event.action, scope: .admin, body: .reason)
            return try await act.run(call) { organisation, reason, _, db in
                try db.decide(event, on: organisation, because: reason)
            } answer: { _, pid, caller, db in
                try OrganisationRecord.answer(pid, to: caller, db).orNotFound()
            }
        },
    ]

    private static let event = Capture.one(of: Organisation.State.Event.self, named: "event")
}
