// SPDX-License-Identifier: Apache-2.0

/// The second gate: a moderator whose organisation is no party decides, due after ten days; overdue is
/// shown, never silently passed.
package enum Moderation: String, Lifecycle {
    case pending
    /// No moderator has decided in time: administrators do as well, due after five days, again and again.
    case escalated
    case accepted
    case changesRequested = "changes_requested"
    case rejected

    /// What moves a moderation: a moderator decides, an author appeals, once, or the clock asks
    /// administrators as well.
    package enum Event: String, CaseIterable, Sendable {
        case accept, reject, appeal, escalate
        case requestChanges = "request_changes"
    }

    package static let object = ObjectKind.moderation

    package var isWaiting: Bool { atDue != nil }

    package var atDue: Event? {
        switch self {
        case .pending, .escalated: .escalate
        case .accepted, .changesRequested, .rejected: nil
        }
    }

    package var days: Int? {
        switch self {
        case .pending: Deadlines.moderation
        case .escalated: Deadlines.escalation
        case .accepted, .changesRequested, .rejected: nil
        }
    }

    package func next(_ event: Event) -> Self? {
        switch (self, event) {
        case (.pending, .accept), (.escalated, .accept): .accepted
        case (.pending, .requestChanges), (.escalated, .requestChanges): .changesRequested
        case (.pending, .reject), (.escalated, .reject): .rejected
        case (.pending, .escalate), (.escalated, .escalate): .escalated
        // Once, and then another moderator decides.
        case (.rejected, .appeal), (.changesRequested, .appeal): .pending
        case (.pending, .appeal), (.escalated, .appeal), (.accepted, _), (.changesRequested, _),
            (.rejected, _):
            nil
        }
    }
}
