// SPDX-License-Identifier: Apache-2.0

/// Every operation of the API.
package enum RouteTable {
    package static let all: [Route] =
        OperationsRoutes.routes
        + Me.routes
        + Inbox.routes
        + Tokens.routes
        + Enrolments.routes
        + Organisations.routes
        + Memberships.routes
        + Invitations.routes
        + DatasetRoutes.all
        + ReleaseRoutes.all
        + ReleaseActionRoutes.all
        + ReleaseFileRoutes.all
        + ColumnRoutes.all
        + DatasetFormatRoutes.all
        + DownloadRoutes.all
        + AccessRoutes.all
        + FindingRoutes.all + VersionRoutes.all + FindingFileRoutes.all + AuthorRoutes.all
        + FindingActionRoutes.all
        + ModerationRoutes.all + Reviews.routes + ClearanceRoutes.all + FlagRoutes.all
        + ProblemRoutes.all + ProblemActionRoutes.all
        + PublicationRoutes.all + FormatRoutes.all + OAIRoutes.all + Search.routes + FeedRoutes.all
        + WithdrawalRoutes.all
        + KeyRoutes.all
        + ContractRoutes.routes
        + Log.routes + Tiles.routes + Proofs.routes + Receipts.routes
}
