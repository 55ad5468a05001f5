// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The identity of one `Entity` inside the platform: a UUIDv7, so that keys are made in order of time.
///
/// People never see it; what they see is the entity's ``PID``.
package struct ID<Entity>: RawRepresentable, Hashable, Sendable {
    /// The UUID (RFC 9562), as the database has it.
    package let rawValue: UUID

    /// Takes any UUID: its version is not checked.
    package init(rawValue: UUID) {
        self.rawValue = rawValue
    }
}
