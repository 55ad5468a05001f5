// SPDX-License-Identifier: Apache-2.0

/// The public record of one version of a finding.
package enum PublicationRecord {
    /// How much of a publication the public sees.
    package enum State: String, Lifecycle {
        /// Certified; becomes public at its day of release, twelve months at most.
        case embargoed
        case published
        case withdrawn

        /// What moves a publication: `publish` is the clock's, `retract` takes back one that was not public
        /// yet.
        package enum Event: String, CaseIterable, Sendable {
            case publish, withdraw, retract
        }

        package static let object = ObjectKind.publication
        package var isWaiting: Bool { self == .embargoed }

        package var atDue: Event? { self == .embargoed ? .publish : nil }

        package func next(_ event: Event) -> Self? {
            switch (self, event) {
            case (.embargoed, .publish): .published
            case (.published, .withdraw): .withdrawn
            case (.embargoed, .retract): .withdrawn
            case (.embargoed, .withdraw), (.published, .publish), (.published, .retract), (.withdrawn, _): nil
            }
        }
    }
}
