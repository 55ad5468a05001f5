// SPDX-License-Identifier: Apache-2.0

/// What happens to an object without moving it along its lifecycle, and is written down all the same.
///
/// Moves are written down by the database itself; these are all that the program writes.
package enum Fact: String, CaseIterable, Sendable {
    case findingBegun = "finding.create"
    case authorInvited = "author_invitation.create"
    case authorshipAccepted = "author_invitation.accept"
    case authorshipDeclined = "author_invitation.decline"
    case authorInvitationRevoked = "author_invitation.revoke"
    case authorAdded = "finding.add_author"
    case authorRemoved = "finding.remove_author"
    case versionBegun = "finding_version.create"
    case versionEdited = "finding_version.edit"
    case versionFilePut = "finding_version.put_file"
    case versionFileDeleted = "finding_version.delete_file"
    case contributionsSet = "finding_version.set_contributions"
    case releasesSet = "finding_version.set_releases"
    case releaseUnused = "finding_version.release_unused"
    case exceptionSupported = "finding_version.support_exception"
    case partyLifted = "finding_version.lift_party"
    case judgeAppointed = "finding_version.appoint"
    case judgesMissing = "finding_version.judges_missing"
    case judgesFound = "finding_version.judges_found"
    case moderationEscalated = "finding_version.escalate"
    case flagVoted = "flag.vote"
    case takedownAsked = "publication.take_down"
    case noteWritten = "withdrawal_note.create"
    case reviewRequested = "review.request"
    case accessRequested = "access_request.request"
    case problemPosed = "problem.create"
    case problemEdited = "problem.edit"
    case circleSet = "problem.set_circle"
    case datasetBegun = "dataset.create"
    case datasetEdited = "dataset.edit"
    case releaseBegun = "release.create"
    case releaseEdited = "release.edit"
    case releaseFilePut = "release.put_file"
    case releaseFileDeleted = "release.delete_file"
    case rolesAssigned = "release.assign_roles"
    case dialectSet = "release.set_dialect"
    case organisationMade = "organisation.create"
    case memberInvited = "organisation.invite"
    case identifiersSet = "organisation.set_identifiers"
    case personMade = "person.create"
    case personEnrolled = "person.enrol"
    case membershipEnded = "membership.leave"
    case personInvited = "invitation.invite"
    case invitationRevoked = "invitation.revoke"
    case tokenMade = "token.create"
    case tokenRevoked = "token.revoke"
    case keyRotated = "key.rotate"
    case fileQuarantined = "file.quarantine"

    /// The kind of object, as the audit names it.
    package var object: String { String(rawValue.prefix { $0 != "." }) }

    /// Whether only the platform itself says it, and nobody who acts; the database refuses it then.
    package var isThePlatforms: Bool {
        switch self {
        case .organisationMade, .personMade, .personEnrolled, .personInvited, .keyRotated, .fileQuarantined,
            .judgesFound, .moderationEscalated:
            true
        default: false
        }
    }

    /// What happened to it.
    package var action: String { String(rawValue.drop { $0 != "." }.dropFirst()) }
}
