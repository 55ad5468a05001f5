// SPDX-License-Identifier: Apache-2.0

/// A question that an enterprise or a university poses.
package enum Problem {
    /// Who may know of a problem.
    package enum Visibility: String, CaseIterable, Sendable {
        /// Everybody sees it once it is open.
        case `public`
        /// Only the owner and the organisations of its circle know that it exists.
        case restricted
    }

    /// What the owner says of the answers when the problem is concluded.
    package enum Outcome: String, CaseIterable, Sendable {
        case solved, partly, unsolved
    }

    /// How far a problem is; `concluded` and `cancelled` are its ends.
    package enum State: String, Lifecycle {
        case draft
        /// A moderator reads it; due after ten days, overdue is shown.
        case inReview = "in_review"
        /// Answers are welcome until its deadline.
        case open
        /// The owner weighs the answers; due after sixty days, a lapse is shown.
        case evaluating
        case concluded
        case cancelled

        /// What moves a problem.
        ///
        /// The owner submits, amends, extends and concludes it; a moderator returns or approves it, and what
        /// amends it when it is open; an administrator cancels it; `deadline` is the clock's. Amended or
        /// extended, it stays open.
        package enum Event: String, CaseIterable, Sendable {
            case submit, `return`, approve, amend, extend, deadline, conclude, cancel
        }

        package static let object = ObjectKind.problem

        package var isWaiting: Bool {
            switch self {
            case .inReview, .open, .evaluating: true
            case .draft, .concluded, .cancelled: false
            }
        }

        package var atDue: Event? { self == .open ? .deadline : nil }

        package func next(_ event: Event) -> Self? {
            switch (self, event) {
            case (.draft, .submit): .inReview
            case (.inReview, .return): .draft
            case (.inReview, .approve): .open
            case (.open, .amend), (.open, .extend), (.open, .approve), (.open, .return): .open
            case (.open, .deadline): .evaluating
            case (.evaluating, .conclude): .concluded
            case (.open, .cancel): .cancelled
            case (.draft, _), (.inReview, _), (.open, _), (.evaluating, _), (.concluded, _), (.cancelled, _):
                nil
            }
        }
    }
}
