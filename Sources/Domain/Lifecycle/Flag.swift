// SPDX-License-Identifier: Apache-2.0

/// One itemised objection of a provider: a file, a range in it and one category.
package enum Flag {
    /// Why a provider objects; only `personalData` is escalated to an administrator when nobody decides.
    package enum Category: String, CaseIterable, Sendable {
        case confidential
        case personalData = "personal_data"
        case patent
        case safetyOrExport = "safety_or_export"
    }

    /// How many moderators of one mind decide a contested flag.
    package static let votesNeeded = 2

    /// How far a flag is; `upheld`, `dismissed` and `resolved` wait for nobody.
    package enum State: String, Lifecycle {
        /// The authors concede or contest it, due after ten days; silence contests it.
        case open
        /// The authors will leave the passage out of their next version; what they conceded
        /// stands when the cap comes.
        case conceded
        /// Two neutral moderators decide, due after ten days; silence dismisses, but personal data
        /// goes to an administrator.
        case contested
        /// An administrator decides, due after five days; silence upholds, since the
        /// passage is about persons.
        case escalated
        case upheld
        case dismissed
        /// A later version is without the passage.
        case resolved

        /// What moves a flag.
        ///
        /// Authors concede or contest it, and the clock contests what they leave unanswered; moderators
        /// uphold or dismiss it, or an administrator once it is escalated. `lapse` and `escalate` are the
        /// clock's. `resolve` comes with a version without the passage. By `retract` the provider gives it
        /// up, which dismisses it, while somebody is waited for.
        package enum Event: String, CaseIterable, Sendable {
            case concede, contest, uphold, dismiss, lapse, escalate, resolve, retract
        }

        package static let object = ObjectKind.flag

        package var isWaiting: Bool {
            switch self {
            case .open, .conceded, .contested, .escalated: true
            case .upheld, .dismissed, .resolved: false
            }
        }

        /// Whether the passage must not stand in any later version.
        package var forbidsPassage: Bool {
            switch self {
            case .conceded, .upheld, .resolved: true
            case .open, .contested, .escalated, .dismissed: false
            }
        }

        /// How many days those have who decide on it; `nil` where it waits for nobody's decision.
        package var decisionDays: Int? {
            switch self {
            case .contested: Deadlines.flagDecision
            case .escalated: Deadlines.flagEscalation
            case .open, .conceded, .upheld, .dismissed, .resolved: nil
            }
        }

        /// A conceded flag stands when its clearance's cap comes; a contested one about persons is
        /// escalated instead.
        package var atDue: Event? {
            switch self {
            case .open: .contest
            case .contested, .escalated: .lapse
            case .conceded, .upheld, .dismissed, .resolved: nil
            }
        }

        package func next(_ event: Event) -> Self? {
            switch (self, event) {
            case (.open, .concede): .conceded
            case (.open, .contest): .contested
            case (.contested, .lapse): .dismissed
            case (.open, .retract), (.conceded, .retract), (.contested, .retract), (.escalated, .retract):
                .dismissed
            case (.contested, .uphold), (.escalated, .uphold), (.escalated, .lapse), (.conceded, .lapse):
                .upheld
            case (.contested, .dismiss), (.escalated, .dismiss): .dismissed
            case (.contested, .escalate): .escalated
            case (.open, .resolve), (.conceded, .resolve), (.contested, .resolve), (.escalated, .resolve),
                (.upheld, .resolve):
                .resolved
            case (.open, _), (.conceded, _), (.contested, _), (.escalated, _), (.upheld, _), (.dismissed, _),
                (.resolved, _):
                nil
            }
        }
    }
}
