// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// How a release looks from outside.
enum ReleaseJSON {
    /// The whole release, for its officers and for those who decide on it.
    static func answer(_ release: ReleaseRecord, _ standing: Standing, _ db: Connection) throws -> Answer {
        let reports = AnonymityReportStore(db)
        var json: JSON = [
            "dataset": .text(release.datasetPID),
            "organisation": .text(release.organisationPID),
            "organisation_name": .string(release.organisationName),
            "title": .string(release.title),
            "sequence": .integer(Int64(release.sequence)),
            "state": .string(release.state.rawValue),
            "profile": .string(release.profile.rawValue),
            "terms": .string(release.terms),
            "terms_digest": .text(release.termsDigest),
            "notes": .string(release.notes),
        ]
        json =
            json
            .adding("created_at", .text(release.createdAt))
            .adding("changed_at", .text(release.changedAt))
            .adding("due_at", .text(release.dueAt))
            .adding("released_at", .text(release.releasedAt))
            .adding("review_days", .integer(Int64(release.reviewDays)))
            .adding("files", .array(try ReleaseFileStore(db).files(of: release.id).map(DatasetJSON.file)))
            .adding("report", try reports.latest(of: release.id).map(report) ?? .null)
            .adding("measurement", try reports.measurement(of: release.id).map(measurement) ?? .null)
            .adding("actions", .actions(standing.events(Release.State.Event.self)))
        return .representation(json)
    }

    /// What everybody may know of a release.
    static func answer(_ release: PublishedRelease) throws -> Answer {
        var json: JSON = [
            "dataset": .text(release.dataset),
            "organisation": .text(release.organisation),
            "organisation_name": .string(release.organisationName),
            "title": .string(release.title),
            "sequence": .integer(Int64(release.sequence)),
            "state": .string(release.state.rawValue),
            "profile": .string(release.profile.rawValue),
            "terms": .string(release.terms),
            "terms_digest": .text(release.termsDigest),
            "notes": .string(release.notes),
        ]
        json =
            json
            .adding("changed_at", .text(release.changedAt))
            .adding("released_at", .text(release.releasedAt))
            .adding("review_days", .integer(Int64(release.reviewDays)))
            .adding("files", try JSON(parsing: release.files.bytes, limits: .trusted))
            .adding("report", release.reportDigest.map { ["digest": .text($0), "passed": true] } ?? .null)
            .adding("actions", .actions([]))
        return .representation(json)
    }

    private static func report(_ report: AnonymityReportRecord) -> JSON {
        [
            "digest": .text(report.digest),
            "passed": .bool(report.passed),
            "measured_at": .text(report.measuredAt),
            "is_current": .bool(report.isCurrent),
        ]
    }

    private static func measurement(_ measurement: MeasurementRecord) -> JSON {
        ["state": .string(measurement.state), "progress": measurement.progress.map(JSON.number) ?? .null]
    }
}
