// SPDX-License-Identifier: Apache-2.0

/// What a `Listener` reports.
package enum Notification: Sendable, Hashable {
    /// LISTEN has come into force, for the first time or again. Whatever was sent before may have been
    /// missed, so a consumer reads anew what it follows.
    case reconnected
    /// Somebody's NOTIFY.
    case message(channel: String, payload: String)
}
