// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres
import Store
import Workflow

/// `/v1/findings`: results from draft to publication.
enum Findings {
    static let path: Path = "/v1/findings/\(.pid(.finding))"

    static let routes: [Route] = [
        .begin(
            VersionCase.self,
            "beginFinding",
            "Begin a finding",
            .findings,
            scope: .findings,
            at: "/v1/findings",
            VersionBodies.beginning,
            links: [
                .init("getFinding", ["pid": "$response.body#/pid"]), .init("getVersion", ofVersion),
                .init("submitVersion", ofVersion),
            ],
            right: { try Standing(of: $0).require(.beginFinding) },
            begin
        ),
        .page(
            "listFindings",
            "The caller's findings",
            .findings,
            at: "/v1/findings",
            FindingSummary.shown,
            key: \.pid
        ) { page, caller, db in
            try FindingStore(db).findings(of: caller.person, after: page.cursor, limit: page.limit + 1)
        },
        Route(
            .get,
            path,
            "The latest version that the caller may see",
            scope: .read,
            contract: .read("getFinding", .findings, VersionCase.schema),
            show
        ),
    ]

    /// Where an answer says which version it is of.
    static let ofVersion = ["pid": "$response.body#/pid", "number": "$response.body#/version"]

    @Sendable private static func begin(
        _ asked: VersionBodies.Beginning,
        _ caller: Caller,
        _ db: Connection
    ) throws -> VersionKey {
        let pid = try PID.random(.finding)
        try db.beginFinding(
            as: pid,
            asked.metadata,
            answering: asked.problem,
            using: asked.releases,
            by: caller.person
        )
        return VersionKey(finding: pid, number: 1)
    }

    private static func show(_ call: Call) async throws -> Answer {
        let pid = try call[.pid(.finding)]
        _ = try call.query()
        let (caller, glance): (Caller, VersionGlance?) = try await call.readOne(FindingStore.glance(pid))
        if let kept = try call.services.versions.answer(try glance.orNotFound(), caller) {
            return call.conditional(kept)
        }
        let (reader, view): (Caller, VersionView?) = try await call.readOne(FindingStore.view(pid))
        return call.conditional(try call.services.versions.keep(try view.orNotFound(), reader))
    }
}

extension FindingSummary {
    static let shown = Representation<Self>("FindingListing", "A finding in a list, by its latest version.") {
        Member("pid", .pid(.finding)) { $0.pid }
        Member("version", .ordinal) { $0.version }
        Member("state", .one(of: Finding.State.self)) { $0.state }
        Member("title", .string) { $0.title }
        Member("changed_at", .time) { $0.changedAt }
    }
}
