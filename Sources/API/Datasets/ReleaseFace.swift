// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Store

/// A release as one of its readers sees it.
@dynamicMemberLookup
struct ReleaseFace: Sendable {
    /// What only those see who see more than the public does.
    struct Inside: Sendable {
        let createdAt: Instant
        let dueAt: Instant?
        let measurement: MeasurementRecord?
        /// What the dataset says of itself by now.
        let description: String
        let keywords: [String]
    }

    /// What the last report came to.
    struct Report: Sendable {
        let digest: Digest
        let passed: Bool
        /// The record of it, for those who see more than the public does.
        let inside: AnonymityReportRecord?
    }

    let facts: ReleaseFacts
    let files: JSON
    let report: Report?
    let inside: Inside?
    let actions: [String]

    subscript<Value>(dynamicMember path: KeyPath<ReleaseFacts, Value>) -> Value { facts[keyPath: path] }

    /// For those who see more than the public does.
    init(_ release: ReleaseRecord, to caller: Caller, _ db: Connection) throws {
        let reports = AnonymityReportStore(db)
        facts = release.facts
        files = .array(try ReleaseFileStore(db).files(of: release.id).map(ReleaseFileRecord.shown.json))
        report = try reports.latest(of: release.id).map {
            Report(digest: $0.digest, passed: $0.passed, inside: $0)
        }
        inside = Inside(
            createdAt: release.createdAt,
            dueAt: release.dueAt,
            measurement: try reports.measurement(of: release.id),
            description: release.description,
            keywords: release.keywords
        )
        actions = try release.actions(for: caller, db)
    }

    /// For everybody, of whom some may do more than look.
    init(_ release: PublishedRelease, actions: [String]) throws {
        facts = release.facts
        files = try JSON(parsing: release.files.bytes, limits: .trusted)
        report = release.reportDigest.map { Report(digest: $0, passed: true, inside: nil) }
        inside = nil
        self.actions = actions
    }
}
