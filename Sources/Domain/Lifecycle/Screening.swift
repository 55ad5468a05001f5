// SPDX-License-Identifier: Apache-2.0

/// The first gate: machines look for direct identifiers and for rows of the releases used.
package enum Screening: String, Lifecycle {
    /// A job is at work or will be; waits for it.
    case pending
    case passed
    /// The report names file, place and rule; the authors fix it, or a moderator makes an exception with a
    /// reason, due after thirty days.
    case failed
    case excepted
    /// Nobody did anything about what failed: the version needs changes.
    case lapsed

    /// What moves a screening: the job passes or fails it, a moderator excepts one that failed, or takes a
    /// release out of what it was compared with, which renews it.
    package enum Event: String, CaseIterable, Sendable {
        case pass, fail, exception, renew, lapse
    }

    package static let object = ObjectKind.screening
    package var isWaiting: Bool { self == .pending || self == .failed }
    package var atDue: Event? { self == .failed ? .lapse : nil }

    /// Whether this gate no longer stands in the way.
    package var isOpen: Bool { self == .passed || self == .excepted }

    package func next(_ event: Event) -> Self? {
        switch (self, event) {
        case (.pending, .pass): .passed
        case (.pending, .fail): .failed
        case (.failed, .exception): .excepted
        case (.failed, .renew): .pending
        case (.failed, .lapse): .lapsed
        case (.pending, _), (.failed, _), (.passed, _), (.excepted, _), (.lapsed, _): nil
        }
    }
}
