// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Store

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
            body -> (metadata: VersionMetadata, problem: PID?, releases: [VersionBody.ReleaseReference])? in
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
            let findings = FindingStore(db)
            var problem: ID<Problem>?
            if let wanted = body.problem {
                problem = try findings.openProblem(wanted)
                guard problem != nil else {
                    throw ProblemDetails.invalid(
                        "/problem",
                        "unknown_value",
                        "There is no such open problem."
                    )
                }
            }
            try requireEmbargo(body.metadata, db)
            let finding = try findings.create(pid: pid, problem: problem, by: caller.person).orStale()
            let version = try VersionStore(db).create(finding, body.metadata, by: caller.person)
            try ContributionStore(db).replace(releases: try ids(of: body.releases, db), of: version.id)
            try db.record(.findingBegun, version.subject)
            let view = try findings.latest(pid).orNotFound()
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

    /// The releases by their public names; one that the caller may not know of is not there.
    static func ids(of references: [VersionBody.ReleaseReference], _ db: Connection) throws -> [ID<Release>] {
        try references.enumerated().map { index, reference in
            guard let release = try ReleaseStore(db).release(reference.dataset, reference.sequence),
                release.state.isPublic
            else {
                throw ProblemDetails.invalid(
                    "/releases/\(index)",
                    "unknown_value",
                    "There is no such release."
                )
            }
            return release.id
        }
    }

    /// Refuses a day of release beyond the longest embargo.
    static func requireEmbargo(_ metadata: VersionMetadata, _ db: Connection) throws {
        guard let releaseAt = metadata.releaseAt, try !VersionStore(db).isEmbargoAllowed(until: releaseAt)
        else { return }
        throw ProblemDetails.invalid("/release_at", "range", "An embargo lasts twelve months at most.")
    }
}
