// SPDX-License-Identifier: Apache-2.0
import Domain

/// What authors say of a version, besides its files.
package struct VersionMetadata: Sendable {
    package var title: String
    package var abstract: String
    package var language: String
    package var kind: Finding.Kind
    package var license: License
    package var keywords: [String]
    package var funding: String
    package var conflicts: String
    package var thesis: Bool
    package var releaseAt: Instant?

    package init(
        title: String,
        abstract: String,
        language: String,
        kind: Finding.Kind,
        license: License,
        keywords: [String],
        funding: String,
        conflicts: String,
        thesis: Bool,
        releaseAt: Instant?
    ) {
        self.title = title
        self.abstract = abstract
        self.language = language
        self.kind = kind
        self.license = license
        self.keywords = keywords
        self.funding = funding
        self.conflicts = conflicts
        self.thesis = thesis
        self.releaseAt = releaseAt
    }
}
