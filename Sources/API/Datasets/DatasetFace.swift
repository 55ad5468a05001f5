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

    let facts: DatasetFacts
    /// Newest first.
    let releases: [ReleaseSummary]
    let inside: Inside?
    let actions: [String]

    /// For those who see more than the public does.
    init(_ dataset: DatasetRecord, _ releases: [ReleaseRecord], actions: [String]) {
        facts = dataset.facts
        self.releases = releases.map { ReleaseSummary($0.facts) }
        inside = Inside(createdAt: dataset.createdAt, changedAt: dataset.changedAt)
        self.actions = actions
    }

    /// For everybody, by the public releases, newest first; `nil` when there are none.
    init?(_ releases: [PublishedRelease]) {
        guard let newest = releases.first else { return nil }
        facts = DatasetFacts(of: newest)
        self.releases = releases.map { ReleaseSummary($0.facts) }
        inside = nil
        actions = []
    }

    static let shown = Representation<Self>(
        "Dataset",
        "A dataset with the releases that the caller may know of."
    ) {
        DatasetFacts.shown.of(\.facts)
        Member("releases", listOf: ReleaseSummary.shown) { $0.releases }
        Member("created_at", optional: .time) { $0.inside?.createdAt }
        Member("changed_at", optional: .time) { $0.inside?.changedAt }
        Member("actions", json: .actions) { .actions($0.actions) }
    }
}

extension DatasetListing {
    static let shown = Representation<Self>("DatasetListing", "A dataset in a list.") {
        DatasetFacts.shown.of(\.facts)
        Member("latest_release", orNull: ReleaseSummary.shown) { ReleaseSummary(latestOf: $0) }
    }
}

extension DatasetFacts {
    fileprivate static let shown = Representation<Self> {
        Member("pid", .pid(.dataset)) { $0.pid }
        Member("organisation", .pid(.organisation)) { $0.organisationPID }
        Member("organisation_name", .string) { $0.organisationName }
        Member("title", .string) { $0.title }
        Member("description", .string) { $0.description }
        Member("keywords", .list(of: .string)) { $0.keywords }
    }
}
