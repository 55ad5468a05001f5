// SPDX-License-Identifier: Apache-2.0

/// What a caller may want to do; an event of a lifecycle has the event's name.
package enum Action: String, CaseIterable, Sendable {
    // Of many kinds.
    case show, edit, submit, retract, suspend, resume, revoke, `return`, extend, download
    /// Seeing all of something of which others see the public side.
    case inspect
    case listFiles = "list_files"
    case putFile = "put_file"
    case deleteFile = "delete_file"

    // Of the platform.
    case readSelf = "read_self"
    case readInbox = "read_inbox"
    case markInbox = "mark_inbox"
    case readClocks = "read_clocks"
    case listTokens = "list_tokens"
    case makeToken = "make_token"
    case listOrganisations = "list_organisations"
    case listDatasets = "list_datasets"
    case listProblems = "list_problems"
    case listFindings = "list_findings"
    case listPublications = "list_publications"
    case harvest, search
    case listOwnRequests = "list_own_requests"
    case listOwnClearances = "list_own_clearances"
    case listOwnReviews = "list_own_reviews"
    case listAuthorInvitations = "list_author_invitations"
    case readKeys = "read_keys"
    case readLog = "read_log"
    case readQueue = "read_queue"
    case beginFinding = "begin_finding"

    // Of an organisation.
    case approve, close, invite, leave
    case listMembers = "list_members"
    case takeRole = "take_role"
    case listInvitations = "list_invitations"
    case revokeInvitation = "revoke_invitation"
    case beginDataset = "begin_dataset"
    case poseProblem = "pose_problem"
    case listRequests = "list_requests"
    case listClearances = "list_clearances"
    case readIdentifiers = "read_identifiers"
    case setIdentifiers = "set_identifiers"

    // Of datasets, releases and requests for access.
    case measure, stop, release, retire, request, grant, decline
    case beginRelease = "begin_release"
    case readReport = "read_report"
    case readAttestation = "read_attestation"
    case readColumns = "read_columns"
    case assignRoles = "assign_roles"
    case setDialect = "set_dialect"

    // Of a problem.
    case conclude, cancel
    case readVersions = "read_versions"
    case setCircle = "set_circle"

    // Of a finding and its gates.
    case accept, reject, appeal, exception, gone, stands
    case askException = "ask_exception"
    case refuseException = "refuse_exception"
    case requestChanges = "request_changes"
    case releaseUnused = "release_unused"
    case liftParty = "lift_party"
    case appoint
    case showLatest = "show_latest"
    case listAuthors = "list_authors"
    case inviteAuthor = "invite_author"
    case removeAuthor = "remove_author"
    case newVersion = "new_version"
    case setContributions = "set_contributions"
    case setReleases = "set_releases"
    case readScreening = "read_screening"
    case readReceipts = "read_receipts"

    // Of reviews.
    case give
    case askReview = "ask_review"
    case listReviews = "list_reviews"

    // Of clearances and flags.
    case raise, concede, contest, uphold, dismiss
    case noObjection = "no_objection"

    // Of a publication and the note of its withdrawal.
    case withdraw, hide, allow, refuse
    case takeDown = "take_down"
    case readCertificate = "read_certificate"
    case readRevocation = "read_revocation"
    case readFormat = "read_format"
    case readLinkset = "read_linkset"
}
