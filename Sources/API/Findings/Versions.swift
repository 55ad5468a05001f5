// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Store
import Workflow

/// `/v1/findings/{pid}/versions`: what authors say of a version, who contributed what,
/// and what they do with it.
enum Versions {
    static let routes: [Route] = [
        follow,
        show,
        edit(.edit, "editVersion", "Change a draft", method: .patch, "", VersionBodies.edit) {
            draft,
            edit,
            db in
            try db.edit(draft, answering: edit.problem, edit.change)
        },
        edit(
            .setContributions,
            "setContributions",
            "Say who contributed what",
            method: .put,
            "/contributions",
            Body(
                VersionBodies.contributions,
                example: ["contributions": [["name": "Ada Example", "credit_roles": ["software"]]]]
            ) { $0 }
        ) { draft, contributions, db in
            try db.set(contributions, of: draft)
        },
        edit(
            .setReleases,
            "setReleases",
            "Say which releases were used",
            method: .put,
            "/releases",
            Body(VersionBodies.releases, example: ["releases": []]) { $0 }
        ) { draft, releases, db in
            try db.set(releases, of: draft)
        },
        screening,
        .act(.submit, "submitVersion", "Put a draft before the gates", .findings, scope: .findings, .empty) {
            (draft: VersionCase, _, _, db) in
            try db.submit(draft, as: try PID.random(.publication)) { try PID.random(.clearance) }
        },
        // What is certified already is taken back with its certificate: see the publication.
        .act(
            .retract,
            "retractVersion",
            "Take a version back before it is public",
            .findings,
            scope: .findings,
            .reason
        ) { (version: VersionCase, reason, _, db) in
            try db.retract(version, because: reason)
        },
        .act(
            .appeal,
            "appeal",
            "Ask another moderator to judge a rejected version",
            .findings,
            scope: .findings,
            .reason
        ) { (version: VersionCase, reason, caller, db) in
            try db.appeal(version, by: caller.person, because: reason)
        },
        .act(
            .askException,
            "askException",
            "Ask moderators to pass a failed screening",
            .findings,
            scope: .findings,
            .reason
        ) { (version: VersionCase, reason, caller, db) in
            try db.askException(for: version, by: caller.person, because: reason)
        },
    ]

    /// Changes what a draft says.
    private static func edit<Asked>(
        _ action: Action,
        _ id: String,
        _ summary: String,
        method: Route.Method,
        _ part: Path,
        _ body: Body<Asked>,
        _ change: @escaping @Sendable (VersionCase, Asked, Connection) throws -> Void
    ) -> Route {
        .act(
            action,
            id,
            summary,
            .findings,
            scope: .findings,
            method: method,
            at: VersionCase.path + part,
            body
        ) { (draft: VersionCase, asked, _, db) in
            try change(draft, asked, db)
        }
    }

    private static let follow: Route = {
        let contract = Operation.create(
            "beginVersion",
            .findings,
            .empty,
            VersionCase.schema,
            links: [.init("getVersion", Findings.ofVersion)]
        )
        return Route(
            .post,
            Findings.path + "/versions",
            "Begin the next version as a copy of the latest",
            scope: .findings,
            contract: contract
        ) { call in
            let pid = try call[.pid(.finding)]
            let received = try await call.receive(Body.empty.presence)
            return try await call.write(.findings, bytes: received.bytes) { caller, db in
                let latest = try FindingStore(db).latest(pid).orNotFound()
                let standing = Standing(of: caller, to: latest)
                try standing.require(.newVersion)
                try Body.empty.value(of: received.json)
                try standing.requireNow(.newVersion)
                let number = try db.beginVersion(after: latest, by: caller.person)
                let key = VersionKey(finding: pid, number: number)
                return try VersionCase.answer(key, to: caller, db).orNotFound()
                    .located(at: VersionCase.address(key), status: .created)
            }
        }
    }()

    /// In one statement, unlike what is looked at before it is shown.
    private static let show = Route(
        .get,
        VersionCase.path,
        "One version",
        scope: .read,
        contract: .read("getVersion", .findings, VersionCase.schema)
    ) { call in
        let key = try VersionCase.key(call)
        _ = try call.query()
        return call.conditional(
            try await call.read { caller, db in
                let view = try FindingStore(db).view(key.finding, key.number).orNotFound()
                try Standing(of: caller, to: view.version).require(.show)
                return VersionAnswer.answer(view, caller)
            }
        )
    }

    private static let screening = Route(
        .get,
        VersionCase.path + "/screening",
        "The last screening report",
        scope: .read,
        contract: .read("getScreeningReport", .findings, .document)
    ) { call in
        let key = try VersionCase.key(call)
        _ = try call.query()
        return call.conditional(
            try await call.read { caller, db in
                let (version, _) = try VersionCase.require(.readScreening, key, caller, db)
                return .representation(bytes: try GateStore(db).report(of: version.id).orNotFound())
            }
        )
    }
}
