// SPDX-License-Identifier: Apache-2.0

/// A result that researchers submit.
package enum Finding {
    /// What sort of result a version reports.
    package enum Kind: String, CaseIterable, Sendable {
        case solution, partial, negative, replication, counterexample
    }

    /// The state of one version of a finding; any edit after submission is a new version.
    package enum State: String, Lifecycle {
        /// Seen and changed by its authors only.
        case draft
        /// The three gates run side by side; waits for the earliest of them.
        case submitted
        /// A moderator or an upheld flag asks for another version.
        case changesRequested = "changes_requested"
        case rejected
        /// All gates are passed and the certificate is signed; waits for its day of release.
        case publishable
        case published
        /// Taken back; the tombstone and the revocation stay.
        case withdrawn
        /// Taken back by the authors before it was public.
        case retracted
        /// A later version of the same finding took its place.
        case superseded

        /// What moves a version.
        ///
        /// Authors submit, appeal and retract; a moderator rejects or asks for changes; `pass` comes with the
        /// certificate, and `supersede` with the submission of a later version.
        package enum Event: String, CaseIterable, Sendable {
            case submit, pass, publish, withdraw, reject, appeal, retract, supersede
            case requestChanges = "request_changes"
        }

        package static let object = ObjectKind.findingVersion

        package var isWaiting: Bool {
            switch self {
            case .submitted, .publishable: true
            case .draft, .changesRequested, .rejected, .published, .withdrawn, .retracted, .superseded: false
            }
        }

        package func next(_ event: Event) -> Self? {
            switch (self, event) {
            case (.draft, .submit): .submitted
            case (.submitted, .pass): .publishable
            // Of one under embargo too, which has a passage that had to go elsewhere meanwhile.
            case (.submitted, .requestChanges), (.publishable, .requestChanges): .changesRequested
            case (.submitted, .reject): .rejected
            // Once, to another moderator.
            case (.rejected, .appeal), (.changesRequested, .appeal): .submitted
            case (.publishable, .publish): .published
            case (.published, .withdraw): .withdrawn
            case (.draft, .retract), (.submitted, .retract), (.publishable, .retract),
                (.changesRequested, .retract):
                .retracted
            case (.submitted, .supersede), (.changesRequested, .supersede): .superseded
            case (.draft, _), (.submitted, _), (.changesRequested, _), (.rejected, _), (.publishable, _),
                (.published, _), (.withdrawn, _), (.retracted, _), (.superseded, _):
                nil
            }
        }
    }
}

/// One version of a finding.
package enum FindingVersion {}

/// One file of a version.
package enum FindingFile {}
