// SPDX-License-Identifier: Apache-2.0

/// Every operation of the API.
package enum RouteTable {
    package static let all: [Route] =
        OperationsRoutes.routes
        + Me.routes
        + Inbox.routes
        + Tokens.routes
        + Enrolments.routes
        + Organisations.routes + IdentifierLists.routes
        + Memberships.routes
        + Invitations.routes
        + Datasets.routes + Releases.routes + ReleaseActs.routes
        + ReleaseFiles.routes + TableDialects.routes + Columns.routes
        + DatasetFormats.routes + Downloads.routes + AccessRequests.routes
        + Findings.routes + Versions.routes + FindingFiles.routes + Authors.routes
        + AuthorInvitations.routes
        + ModerationQueue.routes + Decisions.routes + Reviews.routes + Clearances.routes + Flags.routes
        + Problems.routes
        + PublicationRoutes.routes + PublicationFileRoutes.routes + FormatRoutes.routes
        + WithdrawalRoutes.routes
        + WithdrawalNotes.routes
        + OAIRoutes.routes + Search.routes + FeedRoutes.routes
        + KeyRoutes.routes
        + ContractRoutes.routes
        + Log.routes + Tiles.routes + Proofs.routes + Receipts.routes
}
