// SPDX-License-Identifier: Apache-2.0

/// The first gate: machines look for direct identifiers, for rows of the releases used, and for passages
/// that had to go.
package enum Screening: String, Lifecycle {
    /// A job is at work or will be; waits for it.
    case pending
    case passed
    /// The report names file, place and rule; the authors fix it or ask for an exception, due after thirty
    /// days. A moderator may make one unasked.
    case failed
    /// The authors ask for an exception: a moderator grants or refuses it, due after ten days; the authors'
    /// time stands still.
    case asked
    /// No moderator has answered: administrators do as well, due after five days, again and again.
    case escalated
    /// There is no exception for these files; the authors have what was left of their time.
    case refused
    case excepted
    /// Nobody did anything about what failed: the version needs changes.
    case lapsed
    /// The version has most words of a passage that had to go: a moderator says whether the passage is
    /// gone or stands, due after ten days.
    case doubtful
    /// No moderator said so in time: an administrator may as well, due after five days; silence says that
    /// the passage stands.
    case unresolved
    /// A passage that had to go stands: the version needs changes.
    case upheld

    /// What moves a screening.
    ///
    /// The job passes or fails it, or finds it doubtful. The authors ask for an exception, a moderator makes
    /// or refuses one, or takes a release out of what was compared, which renews it, as certification does
    /// when a passage that stands in the version had to go from another finding meanwhile. Of one that is
    /// doubtful, a moderator or an administrator says that the passage is gone or stands. `escalate`, `lapse`
    /// and `defer` are the clock's.
    package enum Event: String, CaseIterable, Sendable {
        case pass, fail, ask, exception, refuse, escalate, renew, lapse, doubt, gone, stands, `defer`
    }

    package static let object = ObjectKind.screening

    package var isWaiting: Bool {
        switch self {
        case .pending, .failed, .asked, .escalated, .refused, .doubtful, .unresolved: true
        case .passed, .excepted, .lapsed, .upheld: false
        }
    }

    package var atDue: Event? {
        switch self {
        case .failed, .refused, .unresolved: .lapse
        case .asked, .escalated: .escalate
        case .doubtful: .defer
        case .pending, .passed, .excepted, .lapsed, .upheld: nil
        }
    }

    package var days: Int? {
        switch self {
        case .pending: Deadlines.screening
        // After a refusal less is left of it, but the whole of it after an appeal.
        case .failed, .refused: Deadlines.failedScreening
        case .asked: Deadlines.exception
        case .escalated: Deadlines.escalation
        case .doubtful: Deadlines.passageDecision
        case .unresolved: Deadlines.passageEscalation
        case .passed, .excepted, .lapsed, .upheld: nil
        }
    }

    /// Whether this gate no longer stands in the way.
    package var isOpen: Bool { self == .passed || self == .excepted }

    package func next(_ event: Event) -> Self? {
        switch (self, event) {
        case (.pending, .pass): .passed
        case (.pending, .fail): .failed
        case (.pending, .doubt): .doubtful
        case (.failed, .ask): .asked
        case (.failed, .exception), (.asked, .exception), (.escalated, .exception): .excepted
        case (.asked, .refuse), (.escalated, .refuse): .refused
        case (.asked, .escalate), (.escalated, .escalate): .escalated
        case (.failed, .renew), (.asked, .renew), (.escalated, .renew), (.refused, .renew), (.passed, .renew),
            (.excepted, .renew):
            .pending
        case (.failed, .lapse), (.refused, .lapse): .lapsed
        case (.doubtful, .gone), (.unresolved, .gone): .passed
        case (.doubtful, .stands), (.unresolved, .stands), (.unresolved, .lapse): .upheld
        case (.doubtful, .defer): .unresolved
        case (.pending, _), (.failed, _), (.asked, _), (.escalated, _), (.refused, _), (.passed, _),
            (.excepted, _), (.lapsed, _), (.doubtful, _), (.unresolved, _), (.upheld, _):
            nil
        }
    }
}
