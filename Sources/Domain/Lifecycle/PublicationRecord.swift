// SPDX-License-Identifier: Apache-2.0

/// The public record of one version of a finding.
package enum PublicationRecord {
    /// How much of a publication the public sees.
    package enum State: String, Lifecycle {
        /// Certified; becomes public at its day of release, twelve months at most.
        case embargoed
        case published
        /// A neutral judge took it out of sight, once, for ten days at most; then the clock shows it again.
        case hidden
        case withdrawn

        /// What moves a publication: `publish` and `show` are the clock's, `retract` takes back one that was
        /// not public yet.
        package enum Event: String, CaseIterable, Sendable {
            case publish, hide, show, withdraw, retract
        }

        package static let object = ObjectKind.publication
        package var isWaiting: Bool { atDue != nil }

        package var atDue: Event? {
            switch self {
            case .embargoed: .publish
            case .hidden: .show
            case .published, .withdrawn: nil
            }
        }

        package func next(_ event: Event) -> Self? {
            switch (self, event) {
            case (.embargoed, .publish): .published
            case (.published, .hide): .hidden
            case (.hidden, .show): .published
            case (.published, .withdraw), (.hidden, .withdraw): .withdrawn
            case (.embargoed, .retract): .withdrawn
            case (.embargoed, _), (.published, _), (.hidden, _), (.withdrawn, _): nil
            }
        }
    }
}
