// SPDX-License-Identifier: Apache-2.0

extension Permissions {
    private static let officers: Set<Relation> = [.owner, .dataOfficer, .clearanceOfficer]
    private static let judges: Set<Relation> = [.moderator, .admin]
    private static let open: Set<String> = Permission.these(
        Problem.State.open,
        .evaluating,
        .concluded,
        .cancelled
    )

    /// Who knows of what; row security holds the same for whatever is not public.
    static let sights: [Sight] =
        [
            Sight(.platform, by: Sight.everybody),
            Sight(.token, in: Permission.these(TokenState.live), by: [.author]),
            Sight(.organisation, by: Sight.everybody),
            Sight(.accessRequest, by: [.author, .owner, .dataOfficer]),
            Sight(.clearance, by: judges.union([.author, .provider])),
            Sight(.flag, by: judges.union([.author, .provider])),
            Sight(.review, by: judges),
            // Authors read what was given; a reviewer who declined, or let the time pass,
            // sees nothing of it any more.
            Sight(.review, in: Permission.these(Review.State.given), by: [.author, .assignedReviewer]),
            Sight(.review, in: Permission.these(Review.State.requested), by: [.assignedReviewer]),
        ] + ofData + ofProblems + ofFindings

    private static let ofData: [Sight] = [
        Sight(.dataset, by: officers),
        Sight(.dataset, in: Permission.these(DatasetState.released), by: Sight.everybody),
        Sight(.release, by: officers),
        Sight(.release, in: Permission.these(Release.State.inReview), by: judges),
        Sight(
            .release,
            in: Permission.these(Release.State.released, .suspended, .retired),
            by: Sight.everybody
        ),
    ]

    private static let ofProblems: [Sight] = [
        Sight(.problem, by: [.party]),
        Sight(.problem, in: Permission.these(Problem.State.inReview), by: judges),
        Sight(.problem, in: open, by: Sight.everybody),
        Sight(.restrictedProblem, by: [.party]),
        Sight(.restrictedProblem, in: Permission.these(Problem.State.inReview), by: judges),
        Sight(.restrictedProblem, in: open, by: judges.union([.circle])),
    ]

    private static let ofFindings: [Sight] = [
        Sight(.finding, by: [.author]),
        Sight(.authorInvitation, by: [.author]),
        // A draft is shown to authors only, whatever is shown of other versions.
        // One that was taken back is known to whoever knew of it before its gates.
        Sight(
            .finding,
            in: Set(ObjectKind.finding.states).subtracting(["draft"]),
            by: judges.union([.provider])
        ),
        Sight(
            .finding,
            in: Set(ObjectKind.finding.states).subtracting(["draft", "retracted"]),
            by: [.assignedReviewer]
        ),
        Sight(
            .publication,
            in: Permission.these(PublicationFace.published, .hidden, .withdrawn),
            by: Sight.everybody
        ),
        Sight(.withdrawalNote, by: judges.union([.author])),
    ]
}
