// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Store
import Workflow

/// `/v1/findings`: results from draft to publication.
enum FindingRoutes {
    static let all: [Route] = [
        Route(.post, "/v1/findings", "Begin a finding", scope: .findings, create),
        Route(.get, "/v1/findings", "The caller's findings", scope: .read, list),
        Route(.get, "/v1/findings/{pid}", "The latest version that the caller may see", scope: .read, show),
    ]

    private static func create(_ call: Call) async throws -> Answer {
        let bytes = try await call.bytes()
        let body = try call.decode(bytes) {
            body -> (metadata: VersionMetadata, problem: PID?, releases: [ReleaseReference])? in
            let metadata = VersionBody.metadata(&body)
            let problem = body.optionalValue("problem", code: "pid") { text in
                PID(text, of: .problem)
            }
            let releases = body.optionalJSON("releases") == nil ? [] : VersionBody.releases(&body)
            return metadata.map { ($0, problem, releases) }
        }
        let pid = try PID.random(.finding)
        return try await call.write(.findings, bytes: bytes) { caller, db in
            try Standing(of: caller).require(.beginFinding)
            try db.beginFinding(
                as: pid,
                body.metadata,
                answering: body.problem,
                using: body.releases,
                by: caller.person
            )
            let view = try FindingStore(db).latest(pid).orNotFound()
            return VersionAnswer.answer(view, caller).located(
                at: "/v1/findings/\(pid)/versions/1",
                status: .created
            )
        }
    }

    private static func list(_ call: Call) async throws -> Answer {
        let (page, _) = try call.page()
        let cursor = try page.pid()
        return try await call.read { caller, db in
            page.answer(
                try FindingStore(db).findings(of: caller.person, after: cursor, limit: page.limit + 1),
                key: \.pid.description
            ) { finding in
                [
                    "pid": .text(finding.pid),
                    "version": .integer(Int64(finding.version)),
                    "state": .string(finding.state.rawValue),
                    "title": .string(finding.title),
                    "changed_at": .text(finding.changedAt),
                ]
            }
        }
    }

    private static func show(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .finding)
        _ = try call.query()
        let (caller, glance): (Caller, VersionGlance?) = try await call.readOne(FindingStore.glance(pid))
        if let kept = try call.services.versions.answer(try glance.orNotFound(), caller) {
            return call.conditional(kept)
        }
        let (reader, version): (Caller, GlancedVersion?) = try await call.readOne(FindingStore.glanced(pid))
        return call.conditional(try call.services.versions.keep(try version.orNotFound(), reader))
    }
}
