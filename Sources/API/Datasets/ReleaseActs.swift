// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import Postgres
import Store
import Workflow

/// `…/releases/{number}/actions`: measured at a data officer's wish, let out by a neutral moderator, taken back by a data
/// officer or an administrator.
enum ReleaseActs {
    static let routes: [Route] = [
        measure,
        decide(.stop, .stop, "stopMeasurement", "Stop a measurement"),
        decide(.return, .return, "returnRelease", "Send a release back to its officers", scope: .moderate),
        decide(.release, .release, "releaseRelease", "Let a release out", scope: .moderate),
        decide(.suspend, .suspend, "suspendRelease", "Stop downloads for thirty days at most in any 365"),
        decide(.resume, .resume, "resumeRelease", "Allow downloads again"),
        decide(.retire, .retire, "retireRelease", "Take a release back for good"),
    ]

    private static let measure: Route = {
        let act = Act<ReleaseRecord, Void>(.measure, scope: .datasets, body: .empty)
        var contract = Operation.change(
            "measureRelease",
            .datasets,
            act.body.described,
            ReleaseRecord.schema
        )
        contract.status = 202
        return Route(
            .post,
            ReleaseRecord.path + "/actions/measure",
            "Measure the files' anonymity",
            scope: .datasets,
            contract: contract
        ) { call in
            try await act.run(call) { release, _, _, db in
                try db.askMeasurement(of: release)
            } answer: { _, key, caller, db in
                try ReleaseRecord.answer(key, to: caller, db).orNotFound()
                    .located(at: ReleaseRecord.address(key), status: .accepted)
            }
        }
    }()

    /// A decision with its reason.
    private static func decide(
        _ event: Release.State.Event,
        _ action: Action,
        _ id: String,
        _ summary: String,
        scope: Scope = .datasets
    ) -> Route {
        .act(action, id, summary, .datasets, scope: scope, .reason) {
            (release: ReleaseRecord, reason, caller, db) in
            try db.decide(event, on: release, by: caller.person, because: reason)
        }
    }
}
