// SPDX-License-Identifier: Apache-2.0
import Domain

/// The canonical document: what a finding's version is from its publication on, for every reader and format.
///
/// It is kept as bytes beside its digest and never changes; a correction is a new version, a
/// withdrawal a ``Tombstone``.
package struct Document: Hashable, Sendable {
    package var pid: PID
    package var version: Int
    /// What stays the same over all versions.
    package var concept: PID
    package var title: String
    package var abstract: String
    /// A BCP 47 tag such as `en`.
    package var language: String
    package var kind: Finding.Kind
    package var license: License
    package var contributors: [Contributor]
    /// The problem that it answers.
    package var problem: ProblemReference?
    package var releases: [ReleaseReference]
    package var files: [File]
    package var keywords: [String]
    package var funding: [Funding]
    /// The authors' statement of competing interests.
    package var conflicts: String?
    package var publishedAt: Instant
    /// The version before this one.
    package var previous: PID?

    package init(
        pid: PID,
        version: Int,
        concept: PID,
        title: String,
        abstract: String,
        language: String,
        kind: Finding.Kind,
        license: License,
        contributors: [Contributor],
        problem: ProblemReference? = nil,
        releases: [ReleaseReference] = [],
        files: [File] = [],
        keywords: [String] = [],
        funding: [Funding] = [],
        conflicts: String? = nil,
        publishedAt: Instant,
        previous: PID? = nil
    ) {
        self.pid = pid
        self.version = version
        self.concept = concept
        self.title = title
        self.abstract = abstract
        self.language = language
        self.kind = kind
        self.license = license
        self.contributors = contributors
        self.problem = problem
        self.releases = releases
        self.files = files
        self.keywords = keywords
        self.funding = funding
        self.conflicts = conflicts
        self.publishedAt = publishedAt
        self.previous = previous
    }
}
