// SPDX-License-Identifier: Apache-2.0

extension Permissions {
    /// Problems, public or within a circle: changed by those who speak for the organisation,
    /// opened by a neutral moderator.
    static let problems: [Permission] = [ObjectKind.problem, .restrictedProblem].flatMap(lines)

    private static let owners: [Claim] = [.any(.problemOwner), .any(.owner)]

    private static func lines(_ kind: ObjectKind) -> [Permission] {
        [
            Permission(kind, .show, .optional, by: [.any(.anonymous), .any(.person)]),
            Permission(kind, .readVersions, .scope(.read), by: [.any(.person)]),
            Permission(
                kind,
                .edit,
                .scope(.problems),
                by: owners,
                only: Permission.these(Problem.State.draft, .open)
            ),
            Permission(
                kind,
                .setCircle,
                .scope(.problems),
                by: owners,
                only: Permission.these(Problem.State.draft, .open)
            ),
            event(kind, .submit, .submit, .problems, owners),
            event(kind, .extend, .extend, .problems, owners),
            event(kind, .conclude, .conclude, .problems, owners),
            event(kind, .approve, .approve, .moderate, [.neutral(.moderator)]),
            event(kind, .return, .return, .moderate, [.neutral(.moderator)]),
            event(kind, .cancel, .cancel, .admin, [.neutral(.admin)]),
        ]
    }

    private static func event(
        _ kind: ObjectKind,
        _ event: Problem.State.Event,
        _ action: Action,
        _ scope: Scope,
        _ claims: [Claim]
    ) -> Permission {
        Permission(
            kind,
            action,
            .scope(scope),
            by: claims,
            only: Permission.when(event, Problem.State.self)
        )
    }
}
