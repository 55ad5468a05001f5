// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// A release as one of its readers sees it.
struct ReleaseFace: Sendable {
    /// What only those see who see more than the public does.
    struct Inside: Sendable {
        let createdAt: Instant
        let dueAt: Instant?
        let measurement: MeasurementRecord?
    }

    /// What the last report came to.
    struct Report: Sendable {
        let digest: Digest
        let passed: Bool
        /// The record of it, for those who see more than the public does.
        let inside: AnonymityReportRecord?
    }

    let dataset: PID
    let organisation: PID
    let organisationName: String
    let title: String
    let sequence: Int
    let state: Release.State
    let profile: Release.Profile
    let terms: String
    let termsDigest: Digest
    let reviewDays: Int
    let notes: String
    let changedAt: Instant
    let releasedAt: Instant?
    let files: JSON
    let report: Report?
    let inside: Inside?
    let actions: [String]

    /// For those who see more than the public does.
    init(_ release: ReleaseRecord, to caller: Caller, _ db: Connection) throws {
        let reports = AnonymityReportStore(db)
        dataset = release.datasetPID
        organisation = release.organisationPID
        organisationName = release.organisationName
        title = release.title
        sequence = release.sequence
        state = release.state
        profile = release.profile
        terms = release.terms
        termsDigest = release.termsDigest
        reviewDays = release.reviewDays
        notes = release.notes
        changedAt = release.changedAt
        releasedAt = release.releasedAt
        files = .array(try ReleaseFileStore(db).files(of: release.id).map(ReleaseFileRecord.shown.json))
        report = try reports.latest(of: release.id).map {
            Report(digest: $0.digest, passed: $0.passed, inside: $0)
        }
        inside = Inside(
            createdAt: release.createdAt,
            dueAt: release.dueAt,
            measurement: try reports.measurement(of: release.id)
        )
        actions = try release.actions(for: caller, db)
    }

    /// For everybody, of whom some may do more than look.
    init(_ release: PublishedRelease, actions: [String]) throws {
        dataset = release.dataset
        organisation = release.organisation
        organisationName = release.organisationName
        title = release.title
        sequence = release.sequence
        state = release.state
        profile = release.profile
        terms = release.terms
        termsDigest = release.termsDigest
        reviewDays = release.reviewDays
        notes = release.notes
        changedAt = release.changedAt
        releasedAt = release.releasedAt
        files = try JSON(parsing: release.files.bytes, limits: .trusted)
        report = release.reportDigest.map { Report(digest: $0, passed: true, inside: nil) }
        inside = nil
        self.actions = actions
    }
}
