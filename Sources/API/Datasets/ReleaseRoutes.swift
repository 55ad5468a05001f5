// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Store
import Workflow

/// `/v1/datasets/{pid}/releases`: the editions of a dataset, from draft to release.
enum ReleaseRoutes {
    static let path = "/v1/datasets/{pid}/releases/{number}"

    static let all: [Route] = [
        Route(.post, "/v1/datasets/{pid}/releases", "Begin a release", scope: .datasets, create),
        Route(.get, path, "One release; its public description for everybody", scope: nil, show),
        Route(.patch, path, "Change a draft", scope: .datasets, edit),
        Route(
            .get,
            path + "/report",
            "The last anonymity report, for officers and moderators",
            scope: .read,
            report
        ),
        Route(
            .get,
            path + "/report/attestation",
            "The platform's signature on the last report",
            scope: .read,
            attestation
        ),
    ]

    private static func create(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .dataset)
        let bytes = try await call.bytes()
        let body = try call.decode(bytes) {
            body -> (profile: Release.Profile, terms: String, reviewDays: Int?, notes: String)? in
            let profile = body.enumeration("profile", as: Release.Profile.self)
            let terms = body.string("terms", length: 1...50_000, multiline: true)
            let reviewDays = body.optionalInteger("review_days", in: Deadlines.clearanceReviewBounds)
            let notes = body.optionalString("notes", length: 0...20_000, multiline: true) ?? ""
            guard let profile, let terms else { return nil }
            return (profile, terms, reviewDays, notes)
        }
        return try await call.write(.datasets, bytes: bytes) { caller, db in
            let dataset = try DatasetRights.dataset(pid, .beginRelease, caller, db)
            let release = try db.beginRelease(
                of: dataset,
                profile: body.profile,
                terms: body.terms,
                reviewDays: body.reviewDays,
                notes: body.notes,
                by: caller.person
            )
            return try ReleaseJSON.answer(release, try Standing(of: caller, to: release, db), db)
                .located(at: "/v1/datasets/\(pid)/releases/\(release.sequence)", status: .created)
        }
    }

    private static func show(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .dataset)
        let number = try call.number("number")
        _ = try call.query()
        return call.conditional(
            try await call.readOptionally { caller, db in
                if let (release, standing) = try DatasetRights.inspected(pid, number, caller, db) {
                    return try ReleaseJSON.answer(release, standing, db)
                }
                return try ReleaseJSON.answer(
                    try PublishedReleaseStore(db).release(pid, number).orNotFound()
                )
            }
        )
    }

    private static func edit(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .dataset)
        let number = try call.number("number")
        let bytes = try await call.bytes()
        let body = try call.decode(bytes) {
            body -> (profile: Release.Profile?, terms: String?, reviewDays: Int?, notes: String?) in
            let profile = body.optionalEnumeration("profile", as: Release.Profile.self)
            let terms = body.optionalString("terms", length: 1...50_000, multiline: true)
            let reviewDays = body.optionalInteger("review_days", in: Deadlines.clearanceReviewBounds)
            let notes = body.optionalString("notes", length: 0...20_000, multiline: true)
            return (profile, terms, reviewDays, notes)
        }
        return try await call.write(.datasets, bytes: bytes) { caller, db in
            let (release, standing) = try DatasetRights.release(pid, number, .edit, caller, db)
            try call.requireMatch(try ReleaseJSON.answer(release, standing, db).tag)
            try standing.requireNow(.edit)
            let edited = try db.edit(
                release,
                profile: body.profile,
                terms: body.terms,
                reviewDays: body.reviewDays,
                notes: body.notes
            )
            return try ReleaseJSON.answer(edited, standing, db)
        }
    }

    private static func report(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .dataset)
        let number = try call.number("number")
        _ = try call.query()
        return call.conditional(
            try await call.read { caller, db in
                let (release, _) = try DatasetRights.release(pid, number, .readReport, caller, db)
                let reports = AnonymityReportStore(db)
                let latest = try reports.latest(of: release.id).orNotFound()
                let bytes = try reports.bytes(of: latest.digest, release.id).orNotFound()
                return Answer(
                    .ok,
                    headers: [.contentType: "application/json", .eTag: "\"\(latest.digest)\""],
                    body: bytes
                )
            }
        )
    }

    private static func attestation(_ call: Call) async throws -> Answer {
        let pid = try call.pid("pid", .dataset)
        let number = try call.number("number")
        _ = try call.query()
        return call.conditional(
            try await call.read { caller, db in
                let (release, _) = try DatasetRights.release(pid, number, .readAttestation, caller, db)
                let reports = AnonymityReportStore(db)
                let latest = try reports.latest(of: release.id).orNotFound()
                return .representation(
                    bytes: try reports.attestation(of: latest.digest, release.id).orNotFound()
                )
            }
        )
    }
}
