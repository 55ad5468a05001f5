// SPDX-License-Identifier: Apache-2.0

/// The kinds of things that the platform speaks of: the one list of their words.
///
/// Events, transitions, permissions, notices and public ids name their kind by it.
package enum ObjectKind: String, CaseIterable, Sendable {
    /// No object: what concerns the caller alone, and lists.
    case platform
    case token, person, invitation, membership, organisation
    case dataset, release
    case accessRequest = "access_request"
    case problem
    /// A problem that only its owner and its circle know of; to events it is a problem.
    case restrictedProblem = "restricted_problem"
    /// A finding with its versions; to permissions one version, and the finding with it.
    case finding
    case findingVersion = "finding_version"
    /// An author's wish that another person be one.
    case authorInvitation = "author_invitation"
    case screening, moderation, clearance, flag, review
    /// The certificate of a version, from its submission on.
    case certification
    case publication, identifier
    /// What authors add in words to a withdrawal.
    case withdrawalNote = "withdrawal_note"
    case exportRun = "export_run"
    case key, file

    /// Its name in a sentence, with spaces: `access request`.
    package var word: String {
        rawValue.split(separator: "_").joined(separator: " ")
    }
}
