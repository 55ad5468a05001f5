// SPDX-License-Identifier: Apache-2.0

/// What a person, an organisation or a draft may have so much of at once; the amounts are the database's.
package enum Share: String, CaseIterable, Sendable {
    /// Good ones, and those that were revoked within a day.
    case personTokens = "person-tokens"
    /// Versions of findings that are drafts.
    case personDrafts = "person-drafts"
    /// Open ones, to be an author.
    case personInvitations = "person-invitations"
    /// That a person brought and the store has.
    case personFiles = "person-files"
    case personBytes = "person-bytes"
    /// Datasets that were never let out, and drafts of releases and problems.
    case organisationDrafts = "organisation-drafts"
    /// Open ones to members, and those that were taken back within a day.
    case organisationInvitations = "organisation-invitations"
    /// That its members brought and the store has.
    case organisationFiles = "organisation-files"
    case organisationBytes = "organisation-bytes"
    /// Of one version of a finding, or one release.
    case draftFiles = "draft-files"

    /// Whether it is one of the disk's room, and not of rows.
    package var isStorage: Bool {
        switch self {
        case .personFiles, .personBytes, .organisationFiles, .organisationBytes: true
        case .personTokens, .personDrafts, .personInvitations, .organisationDrafts,
            .organisationInvitations, .draftFiles:
            false
        }
    }
}
