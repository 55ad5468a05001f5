// SPDX-License-Identifier: Apache-2.0

extension Permissions {
    private static let everybody: [Claim] = [.any(.anonymous), .any(.person)]

    /// The public record: open to all, and gone but for its tombstone once it is withdrawn.
    static let publications: [Permission] =
        [
            Permission(.publication, .readCertificate, .none, by: everybody),
            Permission(
                .publication,
                .readRevocation,
                .none,
                by: everybody,
                states: Permission.these(PublicationFace.withdrawn)
            ),
        ]
        + [Action.show, .listFiles, .download, .readFormat, .readLinkset].flatMap { action in
            [
                Permission(
                    .publication,
                    action,
                    .none,
                    by: everybody,
                    states: Permission.these(PublicationFace.published)
                ),
                Permission(
                    .publication,
                    action,
                    .none,
                    by: [],
                    states: Permission.these(PublicationFace.hidden),
                    refusing: .hiddenForNow
                ),
                Permission(
                    .publication,
                    action,
                    .none,
                    by: [],
                    states: Permission.these(PublicationFace.withdrawn),
                    refusing: .withdrawn
                ),
            ]
        }
        + ending(.withdraw, by: [.any(.author).covering(.findings)], in: [.embargoed, .published, .hidden])
        // Against the authors; that it takes two of them, the act knows.
        + ending(.takeDown, by: judges, in: [.embargoed, .published, .hidden])
        + ending(.hide, by: judges, in: [.published])

    private static let judges: [Claim] = [
        .neutral(.moderator).covering(.moderate, .admin),
        .neutral(.admin).covering(.moderate, .admin),
    ]

    private static func ending(_ action: Action, by claims: [Claim], in possible: [PublicationFace])
        -> [Permission]
    {
        [
            ([.published, .hidden, .withdrawn], [.person]),
            ([.embargoed], [.author, .provider, .moderator, .admin]),
            // A version that was taken back is its authors' and providers' alone.
            ([.retracted], [.author, .provider]),
        ].map { (faces: [PublicationFace], known: Set<Relation>) in
            let states = Set(faces.map(\.rawValue))
            return Permission(
                .publication,
                action,
                .scope(.read),
                by: claims,
                states: states,
                only: states.intersection(possible.map(\.rawValue)),
                knownTo: known
            )
        }
    }

    /// What authors add in words to a withdrawal: theirs, and the moderators', until one has let it.
    static let withdrawalNotes: [Permission] =
        [
            Permission(
                .withdrawalNote,
                .show,
                .scope(.read),
                by: [.any(.author), .any(.moderator), .any(.admin)]
            )
        ]
        + [(WithdrawalNote.State.Event.allow, Action.allow), (.refuse, .refuse)].map { event, action in
            Permission(
                .withdrawalNote,
                action,
                .scope(.moderate),
                by: [.neutral(.moderator)],
                only: Permission.when(event, WithdrawalNote.State.self)
            )
        }
}
