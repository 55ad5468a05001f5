// SPDX-License-Identifier: Apache-2.0

/// The third gate: a provider whose restricted release was used may object to something specific
/// within a time; it has no veto.
package enum Clearance {
    /// How far a clearance is; `passed`, `left` and `upheld` are its ends.
    package enum State: String, Lifecycle {
        /// The provider may object until it is due; silence passes it.
        case pending
        /// Objections are open; waits for their resolution or the cap.
        case flagged
        /// Given more time once, for a patent.
        case extended
        case passed
        /// Its version was taken back, or gave way to a later one, before it ended.
        case left
        /// Every objection is decided and at least one was upheld: the authors redact in a new version.
        case upheld

        /// What moves a clearance.
        ///
        /// The provider's officers raise flags, extend once or say that they do not object. Flags that are
        /// decided resolve or uphold it. `lapse` and the two caps are the clock's.
        package enum Event: String, CaseIterable, Sendable {
            case raise, extend, lapse, resolve, uphold, cap
            /// A moderator found that the version uses none of the provider's releases.
            case unused
            case noObjection = "no_objection"
            /// All objections were decided early and none was upheld; the rest of the review goes on.
            case resume
            /// Its version went away.
            case leave
            /// The cap came while an upheld objection stood.
            case capUpheld = "cap_upheld"
        }

        package static let object = ObjectKind.clearance

        package var isWaiting: Bool {
            switch self {
            case .pending, .flagged, .extended: true
            case .passed, .left, .upheld: false
            }
        }

        /// What the clock does when the clearance is due; where that is the cap too, `cap`
        /// takes the place of `lapse`.
        package var atDue: Event? {
            switch self {
            case .pending, .extended: .lapse
            case .flagged: .cap
            case .passed, .left, .upheld: nil
            }
        }

        package func next(_ event: Event) -> Self? {
            switch (self, event) {
            case (.pending, .noObjection), (.extended, .noObjection): .passed
            case (.pending, .raise), (.extended, .raise), (.flagged, .raise): .flagged
            case (.pending, .unused), (.extended, .unused): .passed
            case (.pending, .extend): .extended
            case (.pending, .lapse), (.extended, .lapse): .passed
            case (.flagged, .resolve): .passed
            case (.flagged, .resume): .pending
            case (.pending, .leave), (.flagged, .leave), (.extended, .leave): .left
            case (.flagged, .uphold), (.flagged, .capUpheld): .upheld
            case (.pending, .cap), (.extended, .cap), (.flagged, .cap): .passed
            case (.pending, _), (.extended, _), (.flagged, _), (.passed, _), (.left, _), (.upheld, _): nil
            }
        }
    }

    /// How a clearance was passed; the certificate says it.
    package enum Outcome: String, CaseIterable, Sendable {
        case noObjection = "no_objection"
        case lapsed
        /// Nothing of the provider was used, as a moderator found.
        case notUsed = "not_used"
        case flagsResolved = "flags_resolved"
        case cap

        /// What passes a clearance so.
        package var event: State.Event {
            switch self {
            case .noObjection: .noObjection
            case .lapsed: .lapse
            case .notUsed: .unused
            case .flagsResolved: .resolve
            case .cap: .cap
            }
        }
    }
}

/// The identity of a clearance's row.
package enum ClearanceCase {}
