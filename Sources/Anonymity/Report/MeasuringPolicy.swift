// SPDX-License-Identifier: Apache-2.0

/// How an installation measures: its profiles, and what a measurement may take.
package struct MeasuringPolicy: Sendable {
    package var profiles: GateProfiles
    /// Bytes, as in `MeasureOptions`.
    package var memory: Int

    package init(profiles: GateProfiles = .usual, memory: Int = MeasureOptions.usualMemory) {
        self.profiles = profiles
        self.memory = memory
    }
}
