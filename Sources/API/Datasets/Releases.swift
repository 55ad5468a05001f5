// SPDX-License-Identifier: Apache-2.0
import Domain
import HTTPTypes
import JSON
import Postgres
import Store
import Workflow

/// `/v1/datasets/{pid}/releases`: the editions of a dataset, from draft to release.
enum Releases {
    static let routes: [Route] = [
        .make(
            ReleaseRecord.self,
            .beginRelease,
            "createRelease",
            "Begin a release",
            .datasets,
            scope: .datasets,
            at: DatasetRecord.path + "/releases",
            beginning,
            links: [
                .init("getRelease", ["pid": "$request.path.pid", "number": "$response.body#/sequence"])
            ]
        ) { (dataset: DatasetRecord, asked, caller, db) in
            let release = try db.beginRelease(
                of: dataset,
                profile: asked.profile,
                terms: asked.terms,
                reviewDays: asked.reviewDays,
                notes: asked.notes,
                missing: asked.missing,
                by: caller.person
            )
            return ReleaseReference(dataset: dataset.pid, sequence: release.sequence)
        },
        .faces(
            ReleaseRecord.self,
            "getRelease",
            "One release; its public description for everybody",
            .datasets
        ) { release, caller, db in
            try release.answer(to: caller, db)
        } outside: { key, reader, db in
            let release = try PublishedReleaseStore(db).release(key.dataset, key.sequence).orNotFound()
            let actions = try reader.map { try $0.thing.actions(for: $0.caller, db) } ?? []
            return .representation(ReleaseFace.shown.json(try ReleaseFace(release, actions: actions)))
        },
        .act(
            .edit,
            "editRelease",
            "Change a draft",
            .datasets,
            scope: .datasets,
            method: .patch,
            at: ReleaseRecord.path,
            edit
        ) { (draft: ReleaseRecord, edit, _, db) in
            _ = try db.edit(
                draft,
                profile: edit.profile,
                terms: edit.terms,
                reviewDays: edit.reviewDays,
                notes: edit.notes,
                missing: edit.missing
            )
        },
        report(
            .readReport,
            "getAnonymityReport",
            "The last anonymity report, for officers and moderators",
            at: "/report"
        ) { digest, release, reports in
            Answer(
                .ok,
                headers: [.contentType: "application/json", .eTag: "\"\(digest)\""],
                body: try reports.bytes(of: digest, release).orNotFound()
            )
        },
        report(
            .readAttestation,
            "getReportAttestation",
            "The platform's signature on the last report",
            at: "/report/attestation"
        ) { digest, release, reports in
            .representation(bytes: try reports.attestation(of: digest, release).orNotFound())
        },
    ]

    private static let profile = Field("profile", .one(of: Release.Profile.self))
    private static let terms = Field("terms", .lines(Limits.terms))
    private static let reviewDays = Field("review_days", .integer(Deadlines.clearanceReviewBounds))
    private static let notes = Field("notes", .lines(Limits.notes))
    private static let missing = Field("missing", .set(of: .line(Limits.missingWord), 0...100))

    private static let beginning = Body(
        profile,
        terms,
        reviewDays.optional,
        notes.optional(else: ""),
        missing.optional(else: []),
        example: ["profile": "agreement", "terms": "For research only."]
    ) { (profile: $0, terms: $1, reviewDays: $2, notes: $3, missing: $4) }

    private static let edit = Body(
        profile.optional,
        terms.optional,
        reviewDays.optional,
        notes.optional,
        missing.optional,
        example: ["notes": "Ages are in bands of five years.", "missing": ["k. A."]]
    ) { (profile: $0, terms: $1, reviewDays: $2, notes: $3, missing: $4) }

    /// Of the last report on a release, by its digest.
    private static func report(
        _ action: Action,
        _ id: String,
        _ summary: String,
        at part: Path,
        _ answer: @escaping @Sendable (Digest, ID<Release>, AnonymityReportStore) throws -> Answer
    ) -> Route {
        Route(
            .get,
            ReleaseRecord.path + part,
            summary,
            scope: .read,
            contract: .read(id, .datasets, .document)
        ) { call in
            let key = try ReleaseRecord.key(call)
            _ = try call.query()
            return call.conditional(
                try await call.read { caller, db in
                    let (release, _) = try ReleaseRecord.require(action, key, caller, db)
                    let reports = AnonymityReportStore(db)
                    let latest = try reports.latest(of: release.id).orNotFound()
                    return try answer(latest.digest, release.id, reports)
                }
            )
        }
    }
}
