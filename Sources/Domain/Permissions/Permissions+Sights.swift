// SPDX-License-Identifier: Apache-2.0

extension Permissions {
    private static let officers: Set<Relation> = [.owner, .dataOfficer, .clearanceOfficer]
    private static let reviewers: Set<Relation> = [.moderator, .admin]
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
            Sight(.clearance, by: reviewers.union([.author, .provider])),
            Sight(.flag, by: reviewers.union([.author, .provider])),
        ] + ofData + ofProblems + ofFindings

    private static let ofData: [Sight] = [
        Sight(.dataset, by: officers),
        Sight(.dataset, in: Permission.these(DatasetState.released), by: Sight.everybody),
        Sight(.release, by: officers),
        Sight(.release, in: Permission.these(Release.State.inReview), by: reviewers),
        Sight(
            .release,
            in: Permission.these(Release.State.released, .suspended, .retired),
            by: Sight.everybody
        ),
    ]

    private static let ofProblems: [Sight] = [
        Sight(.problem, by: [.party]),
        Sight(.problem, in: Permission.these(Problem.State.inReview), by: reviewers),
        Sight(.problem, in: open, by: Sight.everybody),
        Sight(.restrictedProblem, by: [.party]),
        Sight(.restrictedProblem, in: Permission.these(Problem.State.inReview), by: reviewers),
        Sight(.restrictedProblem, in: open, by: reviewers.union([.circle])),
    ]

    private static let ofFindings: [Sight] = [
        Sight(.finding, by: [.author]),
        // A draft is before nobody, whatever other versions are.
        Sight(.finding, in: Set(ObjectKind.finding.states).subtracting(["draft"]), by: [.provider]),
        Sight(
            .finding,
            in: Set(ObjectKind.finding.states).subtracting(["draft", "retracted"]),
            by: reviewers
        ),
        Sight(.publication, in: Permission.these(PublicationFace.published, .withdrawn), by: Sight.everybody),
    ]
}
