// SPDX-License-Identifier: Apache-2.0
import Domain
import Store

/// A dataset as one of its readers sees it.
struct DatasetFace: Sendable {
    /// What only those see who see more than the public does.
    struct Inside: Sendable {
        let createdAt: Instant
        let changedAt: Instant
    }

    let pid: PID
    let organisation: PID
    let organisationName: String
    let title: String
    let description: String
    let keywords: [String]
    /// Newest first.
    let releases: [ReleaseSummary]
    let inside: Inside?
    let actions: [String]

    /// For those who see more than the public does.
    init(_ dataset: DatasetRecord, _ releases: [ReleaseRecord], actions: [String]) {
        pid = dataset.pid
        organisation = dataset.organisationPID
        organisationName = dataset.organisationName
        title = dataset.title
        description = dataset.description
        keywords = dataset.keywords
        self.releases = releases.map(ReleaseSummary.init)
        inside = Inside(createdAt: dataset.createdAt, changedAt: dataset.changedAt)
        self.actions = actions
    }

    /// For everybody, by the public releases, newest first; `nil` when there are none.
    init?(_ releases: [PublishedRelease]) {
        guard let newest = releases.first else { return nil }
        pid = newest.dataset
        organisation = newest.organisation
        organisationName = newest.organisationName
        title = newest.title
        description = newest.description
        keywords = newest.keywords
        self.releases = releases.map(ReleaseSummary.init)
        inside = nil
        actions = []
    }

    static let shown = Representation<Self>(
        "Dataset",
        "A dataset with the releases that the caller may know of."
    ) {
        Member("pid", .pid(.dataset)) { $0.pid }
        Member("organisation", .pid(.organisation)) { $0.organisation }
        Member("organisation_name", .string) { $0.organisationName }
        Member("title", .string) { $0.title }
        Member("description", .string) { $0.description }
        Member("keywords", .list(of: .string)) { $0.keywords }
        Member("releases", listOf: ReleaseSummary.shown) { $0.releases }
        Member("created_at", optional: .time) { $0.inside?.createdAt }
        Member("changed_at", optional: .time) { $0.inside?.changedAt }
        Member("actions", json: .actions) { .actions($0.actions) }
    }
}

extension DatasetListing {
    static let shown = Representation<Self>("DatasetListing", "A dataset in a list.") {
        Member("pid", .pid(.dataset)) { $0.pid }
        Member("organisation", .pid(.organisation)) { $0.organisation }
        Member("organisation_name", .string) { $0.organisationName }
        Member("title", .string) { $0.title }
        Member("description", .string) { $0.description }
        Member("keywords", .list(of: .string)) { $0.keywords }
        Member("latest_release", orNull: ReleaseSummary.shown) { ReleaseSummary(latestOf: $0) }
    }
}
