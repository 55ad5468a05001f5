// SPDX-License-Identifier: Apache-2.0

/// One immutable edition of a dataset.
package enum Release {
    /// How many columns of a table may be quasi-identifiers, of which sets are looked through.
    package static let mostQuasiIdentifiers = 64

    /// How far a release is; `retired` is its end.
    package enum State: String, Lifecycle {
        /// Files, column roles and terms may change.
        case draft
        /// A job measures the exact files; its lapse counts as a failure, and its officers may stop it.
        case measuring
        /// Measured and passed; a moderator looks at it, due after ten days, overdue is shown.
        case inReview = "in_review"
        case released
        /// No download, for at most thirty days in any 365; then the clock resumes it.
        case suspended
        /// The files are gone, the tombstone stays.
        case retired

        /// What moves a release; at a due time the clock fails a measurement or resumes a suspended release.
        package enum Event: String, CaseIterable, Sendable {
            case measure, stop, pass, fail, `return`, release, suspend, resume, retire
        }

        package static let object = ObjectKind.release

        package var isWaiting: Bool {
            switch self {
            case .measuring, .inReview, .suspended: true
            case .draft, .released, .retired: false
            }
        }

        package var atDue: Event? {
            switch self {
            case .measuring: .fail
            case .suspended: .resume
            case .draft, .inReview, .released, .retired: nil
            }
        }

        package func next(_ event: Event) -> Self? {
            switch (self, event) {
            case (.draft, .measure): .measuring
            case (.measuring, .pass): .inReview
            case (.measuring, .fail), (.measuring, .stop): .draft
            case (.inReview, .return): .draft
            case (.inReview, .release): .released
            case (.released, .suspend): .suspended
            case (.suspended, .resume): .released
            case (.released, .retire), (.suspended, .retire): .retired
            case (.draft, _), (.measuring, _), (.inReview, _), (.released, _), (.suspended, _), (.retired, _):
                nil
            }
        }
    }

    /// To whom a release is open, which decides how anonymous it has to be; the thresholds are the gate's.
    package enum Profile: String, CaseIterable, Sendable {
        /// For everybody.
        case open
        /// For those who accepted the terms; the default.
        case agreement
        /// To be read in a guarded room only.
        case enclave
    }

    /// What a column of a file may tell about its subject; a column without a role blocks the measurement.
    package enum ColumnRole: String, CaseIterable, Sendable {
        case direct, quasi, sensitive, other
    }
}

extension Release.State {
    /// Whether everybody may know of the release, if only of its tombstone.
    package var isPublic: Bool {
        switch self {
        case .released, .suspended, .retired: true
        case .draft, .measuring, .inReview: false
        }
    }
}

/// What an organisation gives out in releases.
package enum Dataset {}

/// One file of a release.
package enum ReleaseFile {}
