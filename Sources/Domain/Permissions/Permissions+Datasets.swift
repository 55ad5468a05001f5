// SPDX-License-Identifier: Apache-2.0

extension Permissions {
    private static let officers: [Claim] = [.any(.owner), .any(.dataOfficer), .any(.clearanceOfficer)]
    private static let everybody: [Claim] = [.any(.anonymous), .any(.person)]

    static let datasets: [Permission] = [
        Permission(.dataset, .show, .optional, by: everybody),
        Permission(.dataset, .inspect, .optional, by: officers, refusing: .publicSide),
        Permission(.dataset, .edit, .scope(.datasets), by: [.any(.dataOfficer)]),
        Permission(.dataset, .beginRelease, .scope(.datasets), by: [.any(.dataOfficer)]),
    ]

    /// Releases: made by data officers, let out by a neutral moderator, taken back by data
    /// officers or administrators.
    static let releases: [Permission] =
        [
            Permission(.release, .show, .optional, by: everybody),
            Permission(.release, .listFiles, .optional, by: everybody),
            // Of what is public only, whoever asks.
            Permission(
                .release,
                .readFormat,
                .none,
                by: everybody,
                states: Permission.these(Release.State.released, .suspended, .retired),
                refusing: .hidden
            ),
        ]
        + [Action.readReport, .readAttestation].map {
            Permission(.release, $0, .scope(.read), by: officers + [.any(.moderator), .any(.admin)])
        }
        + [
            Permission(.release, .readColumns, .scope(.datasets), by: [.any(.person)]),
            Permission(
                .release,
                .request,
                .scope(.datasets),
                by: [.any(.anyResearcher)],
                only: Permission.these(Release.State.released)
            ),
            Permission(
                .release,
                .measure,
                .scope(.datasets),
                by: [.any(.dataOfficer)],
                only: Permission.when(.measure, Release.State.self)
            ),
            Permission(
                .release,
                .stop,
                .scope(.datasets),
                by: [.any(.dataOfficer)],
                only: Permission.when(.stop, Release.State.self)
            ),
        ]
        + [Action.edit, .putFile, .deleteFile, .assignRoles, .setDialect].map {
            Permission(
                .release,
                $0,
                .scope(.datasets),
                by: [.any(.dataOfficer)],
                only: Permission.these(Release.State.draft)
            )
        }
        + inspection + downloads + decisions

    /// Who sees all of a release rather than its public description.
    private static let inspection: [Permission] = [
        Permission(
            .release,
            .inspect,
            .optional,
            by: officers + [.any(.moderator), .any(.admin)],
            states: Permission.these(Release.State.draft, .measuring, .inReview),
            refusing: .publicSide
        ),
        Permission(
            .release,
            .inspect,
            .optional,
            by: officers + [.any(.admin)],
            states: Permission.these(Release.State.released, .suspended, .retired),
            refusing: .publicSide
        ),
    ]

    private static let downloads: [Permission] = [
        Permission(
            .release,
            .download,
            .scope(.datasets),
            by: [.any(.dataOfficer), .any(.grantee)],
            states: Permission.these(Release.State.released),
            refusing: .agreementRequired
        ),
        Permission(
            .release,
            .download,
            .scope(.datasets),
            by: [],
            states: Permission.these(Release.State.suspended),
            refusing: .suspended
        ),
        Permission(
            .release,
            .download,
            .scope(.datasets),
            by: [],
            states: Permission.these(Release.State.retired),
            refusing: .retired
        ),
        Permission(
            .release,
            .download,
            .scope(.datasets),
            by: [],
            states: Permission.these(Release.State.draft, .measuring, .inReview),
            refusing: .notReleased
        ),
    ]

    private static let decisions: [Permission] =
        [Release.State.Event.return, .release].map { event in
            Permission(
                .release,
                event == .return ? .return : .release,
                .scope(.moderate),
                by: [.neutral(.moderator)],
                only: Permission.when(event, Release.State.self)
            )
        }
        + [(Release.State.Event.suspend, Action.suspend), (.resume, .resume), (.retire, .retire)].map {
            event,
            action in
            Permission(
                .release,
                action,
                .scope(.datasets),
                by: [.any(.dataOfficer), .neutral(.admin)],
                only: Permission.when(event, Release.State.self)
            )
        }

    /// Requests for access: a data officer answers, but not their own.
    static let accessRequests: [Permission] =
        [
            Permission(
                .accessRequest,
                .show,
                .scope(.datasets),
                by: [.any(.author), .any(.owner), .any(.dataOfficer)]
            )
        ]
        + [(AccessRequest.State.Event.grant, Action.grant), (.decline, .decline), (.revoke, .revoke)].map {
            event,
            action in
            Permission(
                .accessRequest,
                action,
                .scope(.datasets),
                by: [.neutral(.dataOfficer)],
                only: Permission.when(event, AccessRequest.State.self)
            )
        }
}
