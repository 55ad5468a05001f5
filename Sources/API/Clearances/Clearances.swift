// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `/v1/clearances`: what a provider has to say about findings that used its releases,
/// in time and without a veto.
enum Clearances {
    static let routes: [Route] = [
        .page(
            "listClearances",
            "The clearances of the caller's organisations",
            .clearances,
            as: .caller(.clearances),
            at: "/v1/clearances",
            asking: Parameters(
                Parameter.flag("open").optional(else: false),
                Parameter.pid(.organisation, "organisation").optional
            ) { (onlyOpen: $0, organisation: $1) },
            ClearanceRecord.summary,
            cursor: { PID($0) },
            key: \.pid.description
        ) { page, asked, caller, db in
            try Standing(of: caller).require(.listOwnClearances)
            var mine = try PersonStore(db).clearing(caller.person)
            if let wanted = asked.organisation {
                let organisation = try OrganisationStore(db).organisation(wanted).orNotFound()
                let standing = Standing(of: caller, to: organisation)
                try (mine.contains(organisation.id) ? standing.adding(.provider) : standing)
                    .require(.listClearances)
                mine = [organisation.id]
            }
            return try ClearanceStore(db).clearances(
                of: mine,
                onlyOpen: asked.onlyOpen,
                after: page.cursor,
                limit: page.limit + 1
            )
        },
        .show(ClearanceRecord.self, "getClearance", "One clearance with its flags", .clearances),
        .act(.noObjection, "clearVersion", "Clear a version", .clearances, scope: .clearances, .reason) {
            (clearance: ClearanceRecord, reason, caller, db) in
            try db.clear(clearance, as: .noObjection, by: caller.person, because: reason)
        },
        .act(
            .extend,
            "extendClearance",
            "Take more time, for a patent",
            .clearances,
            scope: .clearances,
            extended
        ) { (clearance: ClearanceRecord, asked, _, db) in
            try db.extend(clearance, until: asked.until, because: asked.reason)
        },
    ]

    private static let extended = Body(
        Field("reason", .lines(Limits.reason)),
        Field("until", .time),
        example: ["reason": "A patent is being filed.", "until": "2027-01-31T00:00:00Z"]
    ) { (reason: $0, until: $1) }
}
