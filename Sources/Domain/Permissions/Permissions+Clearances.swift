// SPDX-License-Identifier: Apache-2.0

extension Permissions {
    /// Who speaks for a provider, also while it is suspended or closed: else whoever suspends it would clear
    /// in its place.
    private static let officers: [Claim] = [.any(.provider)]

    /// Clearances, and the flags on them: raised by the provider, answered by the
    /// authors, decided by the neutral.
    static let clearances: [Permission] =
        [
            Permission(.clearance, .show, .scope(.read), by: [.any(.person)]),
            Permission(
                .clearance,
                .noObjection,
                .scope(.clearances),
                by: officers,
                only: Permission.when(.noObjection, Clearance.State.self)
            ),
            Permission(
                .clearance,
                .extend,
                .scope(.clearances),
                by: officers,
                only: Permission.when(.extend, Clearance.State.self)
            ),
            Permission(
                .clearance,
                .raise,
                .scope(.clearances),
                by: officers,
                only: Permission.when(.raise, Clearance.State.self)
            ),
            Permission(.flag, .show, .scope(.read), by: [.any(.person)]),
            Permission(
                .flag,
                .concede,
                .scope(.findings),
                by: [.any(.author)],
                only: Permission.when(.concede, Flag.State.self)
            ),
            Permission(
                .flag,
                .contest,
                .scope(.findings),
                by: [.any(.author)],
                only: Permission.when(.contest, Flag.State.self)
            ),
            Permission(
                .flag,
                .retract,
                .scope(.clearances),
                by: officers,
                only: Permission.when(.retract, Flag.State.self)
            ),
        ] + decision(.uphold, .uphold) + decision(.dismiss, .dismiss)

    /// Two neutral moderators decide on a contested flag, a neutral administrator on an escalated one.
    private static func decision(_ event: Flag.State.Event, _ action: Action) -> [Permission] {
        let escalated = Permission.these(Flag.State.escalated)
        let possible = Permission.when(event, Flag.State.self)
        return [
            Permission(.flag, action, .scope(.moderate), by: [.neutral(.admin)], states: escalated),
            Permission(
                .flag,
                action,
                .scope(.moderate),
                by: [.neutral(.moderator)],
                states: Set(ObjectKind.flag.states).subtracting(escalated),
                only: possible.subtracting(escalated)
            ),
        ]
    }
}
