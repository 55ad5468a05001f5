// SPDX-License-Identifier: Apache-2.0
import Domain

/// What authors say of a version, besides its files.
package struct VersionMetadata: Sendable {
    /// 1 to 300 characters.
    package var title: String
    /// 1 to 10000 characters.
    package var abstract: String
    /// The code of the language in ISO 639: two or three small letters.
    package var language: String
    /// What sort of result it is.
    package var kind: Finding.Kind
    /// The licence under which it will be published.
    package var license: License
    /// In the order in which they were given; may be empty.
    package var keywords: [String]
    /// Who paid for the work: at most 2000 characters, or empty.
    package var funding: String
    /// The authors' conflicts of interest: at most 2000 characters, or empty.
    package var conflicts: String
    /// Whether it is a thesis; of one that always was, no clearance is extended.
    package var thesis: Bool
    /// The day of release that the authors chose; `nil` when they chose none.
    package var releaseAt: Instant?
    /// Whether it answers the problem of its finding, if that has one.
    package var answersProblem: Bool

    /// Takes the parts as they are: the database checks the bounds when they are stored.
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
        releaseAt: Instant?,
        answersProblem: Bool = true
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
        self.answersProblem = answersProblem
    }
}
