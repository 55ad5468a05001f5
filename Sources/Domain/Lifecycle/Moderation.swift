// SPDX-License-Identifier: Apache-2.0

/// The second gate: a moderator whose organisation is no party decides, due after ten days; overdue is
/// shown, never silently passed.
package enum Moderation: String, Lifecycle {
    case pending
    case accepted
    case changesRequested = "changes_requested"
    case rejected

    /// What moves a moderation: a moderator decides, or an author appeals, once.
    package enum Event: String, CaseIterable, Sendable {
        case accept, reject, appeal
        case requestChanges = "request_changes"
    }

    package static let object = ObjectKind.moderation
    package var isWaiting: Bool { self == .pending }

    package func next(_ event: Event) -> Self? {
        switch (self, event) {
        case (.pending, .accept): .accepted
        case (.pending, .requestChanges): .changesRequested
        case (.pending, .reject): .rejected
        // Once, and then another moderator decides.
        case (.rejected, .appeal), (.changesRequested, .appeal): .pending
        case (.pending, .appeal), (.accepted, _), (.changesRequested, _), (.rejected, _): nil
        }
    }
}
