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
                    states: Permission.these(PublicationFace.withdrawn),
                    refusing: .withdrawn
                ),
            ]
        } + withdrawals

    /// Authors take their own back; a neutral moderator or administrator for others.
    private static let takers: [Claim] = [
        .any(.author).covering(.findings),
        .neutral(.moderator).covering(.moderate, .admin),
        .neutral(.admin).covering(.moderate, .admin),
    ]

    private static let withdrawals: [Permission] = [
        withdrawal([.published, .withdrawn], [.person]),
        withdrawal([.embargoed], [.author, .provider, .moderator, .admin]),
        // A version that was taken back is its authors' and providers' alone.
        withdrawal([.retracted], [.author, .provider]),
    ]

    private static func withdrawal(_ faces: [PublicationFace], _ known: Set<Relation>) -> Permission {
        let states = Set(faces.map(\.rawValue))
        return Permission(
            .publication,
            .withdraw,
            .scope(.read),
            by: takers,
            states: states,
            only: states.intersection(Permission.these(PublicationFace.embargoed, .published)),
            knownTo: known
        )
    }
}
