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
        + Findings.routes + Versions.routes + FindingFiles.routes + Authors.routes
        + ModerationQueue.routes + Decisions.routes + Reviews.routes + Clearances.routes + Flags.routes
        + Problems.routes
        + PublicationRoutes.all + PublicationFileRoutes.all + FormatRoutes.all + WithdrawalRoutes.all
        + OAIRoutes.all + SearchRoutes.all + FeedRoutes.all
        + KeyRoutes.all
        + ContractRoutes.all
        + LogRoutes.all + ProofRoutes.all + ReceiptRoutes.all
}
