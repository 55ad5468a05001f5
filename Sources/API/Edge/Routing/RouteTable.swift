// SPDX-License-Identifier: Apache-2.0

/// Every operation of the API.
package enum RouteTable {
    package static let all: [Route] =
        OperationsRoutes.all
        + MeRoutes.all
        + InboxRoutes.all
        + TokenRoutes.all
        + EnrolmentRoutes.all
        + OrganisationRoutes.all
        + MembershipRoutes.all
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
        + PublicationRoutes.routes + PublicationFileRoutes.routes + FormatRoutes.routes
        + WithdrawalRoutes.routes + KeyRoutes.routes
        + OAIRoutes.routes + SearchRoutes.all + FeedRoutes.routes
        + ContractRoutes.all
        + LogRoutes.all + ProofRoutes.all + ReceiptRoutes.all
}
