// SPDX-License-Identifier: Apache-2.0

extension Permissions {
    private static let authors: [Claim] = [.any(.author)]

    /// Findings and their versions: what authors do, and who reads along.
    static let findings: [Permission] =
        [
            Permission(.finding, .show, .scope(.read), by: [.any(.person)]),
            Permission(.finding, .showLatest, .scope(.read), by: [.any(.person)]),
            Permission(.finding, .download, .scope(.read), by: [.any(.person)]),
        ]
        + [Action.readScreening, .readReceipts].map {
            Permission(
                .finding,
                $0,
                .scope(.read),
                by: authors + [.any(.moderator), .any(.admin)],
                refusing: .hidden
            )
        }
        + [
            Permission(.finding, .listAuthors, .scope(.read), by: authors)
        ]
        + [Action.inviteAuthor, .removeAuthor].map {
            Permission(
                .finding,
                $0,
                .scope(.findings),
                by: authors,
                // Whoever was judged is whoever was there.
                only: Set(ObjectKind.finding.states).subtracting(["submitted"]),
                elsewhere: "authors_fixed"
            )
        }
        + [
            Permission(
                .finding,
                .submit,
                .scope(.findings),
                by: authors,
                only: Permission.when(.submit, Finding.State.self)
            ),
            Permission(
                .finding,
                .appeal,
                .scope(.findings),
                by: authors,
                only: Permission.when(.appeal, Finding.State.self)
            ),
            Permission(
                .finding,
                .askException,
                .scope(.findings),
                by: authors,
                only: Permission.these(Finding.State.submitted)
            ),
            Permission(
                .finding,
                .retract,
                .scope(.findings),
                by: authors,
                // What is certified already is taken back with its certificate: see the publication.
                only: Permission.when(.retract, Finding.State.self).subtracting(["publishable"])
            ),
        ] + versions
        + [Action.edit, .setContributions, .setReleases, .putFile, .deleteFile].map {
            Permission(
                .finding,
                $0,
                .scope(.findings),
                by: authors,
                only: Permission.these(Finding.State.draft)
            )
        }

    /// Invitations to be an author, which are answered by the invited alone.
    static let authorInvitations: [Permission] =
        [Permission(.authorInvitation, .show, .scope(.read), by: authors)]
        + [Action.accept, .decline].map {
            Permission(.authorInvitation, $0, .scope(.findings), by: authors)
        }

    /// What follows a version; its latest is meant.
    private static let versions: [Permission] = [
        Permission(
            .finding,
            .newVersion,
            .scope(.findings),
            by: authors,
            states: Permission.these(Finding.State.draft),
            only: [],
            elsewhere: "draft_exists"
        ),
        Permission(
            .finding,
            .newVersion,
            .scope(.findings),
            by: authors,
            states: Set(ObjectKind.finding.states).subtracting(["draft"]),
            // Of one that was withdrawn too: an error in the second version is mended by a third.
            only: Permission.these(
                Finding.State.submitted,
                .changesRequested,
                .published,
                .withdrawn,
                .retracted
            )
        ),
    ]

    /// What a neutral moderator decides on a version before its gates, and an administrator as well.
    static let moderation: [Permission] =
        [
            Action.accept, .requestChanges, .reject, .exception, .refuseException, .releaseUnused,
        ].map {
            Permission(
                .finding,
                $0,
                .scope(.moderate),
                by: [.neutral(.moderator)],
                only: Permission.these(Finding.State.submitted)
            )
        }
        + [Action.gone, .stands].map {
            Permission(
                .finding,
                $0,
                .scope(.moderate),
                by: [.neutral(.moderator), .neutral(.admin)],
                only: Permission.these(Finding.State.submitted)
            )
        }
        + [
            // Also later: a publication has judges too.
            Permission(.finding, .liftParty, .scope(.admin), by: [.neutral(.admin)]),
            // Who is a party appoints, and decides nothing.
            Permission(.finding, .appoint, .scope(.admin), by: [.any(.admin)]),
        ]
}
