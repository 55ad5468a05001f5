// SPDX-License-Identifier: Apache-2.0

extension Permissions {
    /// What concerns the caller alone, and the tokens.
    static let platform: [Permission] = [
        Permission(.platform, .readSelf, .scope(.read), by: [.any(.person)]),
        Permission(.platform, .readInbox, .scope(.read), by: [.any(.person)]),
        Permission(.platform, .markInbox, .scope(.read), by: [.any(.person)]),
        Permission(.platform, .readClocks, .none, by: [.any(.anonymous), .any(.person)]),
        Permission(.platform, .listTokens, .scope(.tokens), by: [.any(.person)]),
        Permission(.platform, .makeToken, .scope(.tokens), by: [.any(.person)]),
        Permission(.platform, .listOrganisations, .scope(.read), by: [.any(.person)]),
        Permission(.platform, .listDatasets, .optional, by: [.any(.anonymous), .any(.person)]),
        Permission(.platform, .listProblems, .optional, by: [.any(.anonymous), .any(.person)]),
        Permission(.platform, .listPublications, .none, by: [.any(.anonymous), .any(.person)]),
        Permission(.platform, .harvest, .none, by: [.any(.anonymous), .any(.person)]),
        Permission(.platform, .search, .none, by: [.any(.anonymous), .any(.person)]),
        Permission(.platform, .readKeys, .none, by: [.any(.anonymous), .any(.person)]),
        Permission(.platform, .readLog, .none, by: [.any(.anonymous), .any(.person)]),
        Permission(.platform, .listFindings, .scope(.read), by: [.any(.person)]),
        Permission(.platform, .listOwnRequests, .scope(.datasets), by: [.any(.person)]),
        Permission(.platform, .listOwnClearances, .scope(.clearances), by: [.any(.person)]),
        Permission(.platform, .listOwnReviews, .scope(.read), by: [.any(.person)]),
        Permission(.platform, .listAuthorInvitations, .scope(.read), by: [.any(.person)]),
        Permission(
            .platform,
            .readQueue,
            .scope(.moderate),
            by: [.any(.moderator), .any(.admin), .any(.appointed)]
        ),
        Permission(.platform, .beginFinding, .scope(.findings), by: [.any(.anyResearcher)]),
        Permission(.token, .revoke, .scope(.tokens), by: [.any(.author)]),
    ]

    /// Who knows of what goes on inside of an organisation.
    private static let inside: Set<Relation> = [.member, .admin]

    /// Organisations, who belongs to them, and who is invited; only an owner makes an owner.
    static let organisations: [Permission] =
        [
            Permission(.organisation, .show, .scope(.read), by: [.any(.person)]),
            Permission(
                .organisation,
                .listMembers,
                .scope(.organisation),
                by: [.any(.member), .any(.admin)],
                knownTo: inside
            ),
            Permission(
                .organisation,
                .leave,
                .scope(.organisation),
                by: [.any(.member)],
                knownTo: [.member]
            ),
            Permission(.organisation, .beginDataset, .scope(.datasets), by: [.any(.dataOfficer)]),
            Permission(
                .organisation,
                .poseProblem,
                .scope(.problems),
                by: [.any(.problemOwner), .any(.owner)]
            ),
            Permission(.organisation, .listRequests, .scope(.datasets), by: [.any(.dataOfficer)]),
            Permission(
                .organisation,
                .listClearances,
                .scope(.clearances),
                by: [.any(.provider)]
            ),
        ]
        + [Action.takeRole, .listInvitations, .invite, .revokeInvitation].map {
            Permission(.organisation, $0, .scope(.organisation), by: [.any(.owner)], knownTo: inside)
        }
        + [Action.readIdentifiers, .setIdentifiers].map {
            Permission(
                .organisation,
                $0,
                .scope(.datasets),
                by: [.any(.owner), .any(.dataOfficer)],
                knownTo: inside
            )
        }
        + Organisation.State.Event.allCases.map { event in
            Permission(
                .organisation,
                event.action,
                .scope(.admin),
                by: [.neutral(.admin)],
                only: Permission.when(event, Organisation.State.self)
            )
        }
}

extension Organisation.State.Event {
    /// The action that brings the event about; both have the same name.
    package var action: Action {
        switch self {
        case .approve: .approve
        case .suspend: .suspend
        case .resume: .resume
        case .close: .close
        }
    }
}
