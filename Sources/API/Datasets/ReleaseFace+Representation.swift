// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Store

extension ReleaseFace {
    static let shown = Representation<Self>("Release", "One edition of a dataset.") {
        Member("dataset", .pid(.dataset)) { $0.datasetPID }
        Member("organisation", .pid(.organisation)) { $0.organisationPID }
        Member("organisation_name", .string) { $0.organisationName }
        Member("title", .string) { $0.title }
        Member("sequence", .ordinal) { $0.sequence }
        Member("state", .one(of: Release.State.self)) { $0.state }
        Member("profile", .one(of: Release.Profile.self)) { $0.profile }
        Member("terms", .string) { $0.terms }
        Member("terms_digest", .digest) { $0.termsDigest }
        Member("review_days", .integer(Deadlines.clearanceReviewBounds)) { $0.reviewDays }
        Member("notes", .string) { $0.notes }
        Member("missing", .list(of: .string)) { $0.missing }
        Member("created_at", optional: .time) { $0.inside?.createdAt }
        Member("changed_at", .time) { $0.changedAt }
        Member("due_at", json: .time.orNull, isOptional: true) { $0.inside.map { .text($0.dueAt) } }
        Member("released_at", orNull: .time) { $0.releasedAt }
        Member("files", json: .list(of: ReleaseFileRecord.shown.schema)) { $0.files }
        Member("report", orNull: Report.shown) { $0.report }
        Member("measurement", json: MeasurementRecord.shown.schema.orNull, isOptional: true) {
            $0.inside.map { $0.measurement.map(MeasurementRecord.shown.json) ?? .null }
        }
        Member("dataset_description", optional: .string) { $0.inside?.description }
        Member("dataset_keywords", json: .list(of: .string), isOptional: true) {
            $0.inside.map { .texts($0.keywords) }
        }
        Member("actions", json: .actions) { .actions($0.actions) }
    }
}

extension ReleaseFace.Report {
    fileprivate static let shown = Representation<Self>("ReportSummary", "What a report came to.") {
        Member("digest", .digest) { $0.digest }
        Member("passed", .bool) { $0.passed }
        Member("measured_at", optional: .time) { $0.inside?.measuredAt }
        Member("is_current", optional: .bool) { $0.inside?.isCurrent }
    }
}

extension MeasurementRecord {
    fileprivate static let shown = Representation<Self>("Measurement", "A measurement that is under way.") {
        Member("state", .string) { $0.state }
        Member("progress", json: share.orNull) { $0.progress.map(JSON.number) ?? .null }
        Member(
            "cause",
            json: Schema.string.orNull.described(
                "Why it is `parked`, until an administrator has looked at it or you stop it; else `null`."
            )
        ) { $0.cause.map(JSON.string) ?? .null }
    }

    private static let share = Schema(["type": "number", "minimum": 0, "maximum": 1])
        .example(.number(0.5))
}

extension ReleaseFileRecord {
    static let shown = Representation<Self>("ReleaseFile", "A table of a release.") {
        Member("name", .string) { $0.name }
        Member("size", .count) { $0.size }
        Member("media_type", .string) { $0.mediaType }
        Member("digest", .digest) { $0.digest }
        Member("dialect", json: TableDialects.schema.orNull, isOptional: true) { $0.dialect ?? .null }
        Member("unclear", json: TableDialects.unclear, isOptional: true) { $0.unclear }
        Member("quasi_sets", json: ReleaseTable.quasiSets, isOptional: true) { .quasiSets($0.quasiSets) }
        Member("columns", json: .list(of: Column.shown.schema), isOptional: true) {
            .array($0.columns.map(Column.shown.json))
        }
    }
}

extension ReleaseFileRecord.Column {
    static let shown = Representation<Self>("Column", "A column and what it may tell about its subject.") {
        Member("name", .string) { $0.name }
        Member("role", orNull: .one(of: Release.ColumnRole.self)) { $0.role }
        Member("acknowledged", optional: .string) { $0.acknowledged }
    }
}
