// SPDX-License-Identifier: Apache-2.0

/// What authors add in words to the category of their withdrawal.
package enum WithdrawalNote {
    /// How far a note is; it is public only as `shown`.
    package enum State: String, Lifecycle {
        /// A machine reads it, as it reads what is published.
        case screening
        /// A neutral moderator reads it, within ten days of its writing.
        case waiting
        case shown
        case refused
        /// Nobody let it in time, so that it is never shown.
        case lapsed

        /// What moves a note: `pass` and `fail` are the machine's, `lapse` the clock's, the others a
        /// moderator's.
        package enum Event: String, CaseIterable, Sendable {
            case pass, fail, allow, refuse, lapse
        }

        package static let object = ObjectKind.withdrawalNote
        package var isWaiting: Bool { atDue != nil }

        package var atDue: Event? {
            switch self {
            case .screening, .waiting: .lapse
            case .shown, .refused, .lapsed: nil
            }
        }

        package func next(_ event: Event) -> Self? {
            switch (self, event) {
            case (.screening, .pass): .waiting
            case (.screening, .fail), (.waiting, .refuse): .refused
            case (.waiting, .allow): .shown
            case (.screening, .lapse), (.waiting, .lapse): .lapsed
            case (.screening, _), (.waiting, _), (.shown, _), (.refused, _), (.lapsed, _): nil
            }
        }
    }
}
