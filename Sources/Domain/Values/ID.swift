// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The identity of one `Entity` inside the platform: a UUIDv7, so that keys are made in order of time.
///
/// People never see it; what they see is the entity's ``PID``.
package struct ID<Entity>: RawRepresentable, Hashable, Sendable {
    package let rawValue: UUID

    package init(rawValue: UUID) {
        self.rawValue = rawValue
    }
}
