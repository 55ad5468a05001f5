// SPDX-License-Identifier: Apache-2.0

/// A person's wish to use a release, and what became of it.
package enum AccessRequest {
    /// How far a request for access is; only `requested` and `granted` have a due time.
    package enum State: String, Lifecycle {
        /// A data officer of the provider answers, due after fourteen days; then the clock declines it, since
        /// know-how stays with its owner.
        case requested
        /// Downloads are open until the grant's end.
        case granted
        case declined
        case expired
        case revoked

        /// What the provider does (`grant`, `decline`, `revoke`), and what the clock does (`lapse`,
        /// `expire`).
        package enum Event: String, CaseIterable, Sendable {
            case grant, decline, lapse, expire, revoke
        }

        package static let object = ObjectKind.accessRequest

        package var isWaiting: Bool {
            switch self {
            case .requested, .granted: true
            case .declined, .expired, .revoked: false
            }
        }

        package var atDue: Event? {
            switch self {
            case .requested: .lapse
            case .granted: .expire
            case .declined, .expired, .revoked: nil
            }
        }

        package func next(_ event: Event) -> Self? {
            switch (self, event) {
            case (.requested, .grant): .granted
            case (.requested, .decline), (.requested, .lapse): .declined
            case (.granted, .expire): .expired
            case (.granted, .revoke): .revoked
            case (.requested, _), (.granted, _), (.declined, _), (.expired, _), (.revoked, _): nil
            }
        }
    }
}
