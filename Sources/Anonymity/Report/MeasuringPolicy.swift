// SPDX-License-Identifier: Apache-2.0

/// How an installation measures: its profiles, its identifiers, and what a measurement may take.
package struct MeasuringPolicy: Sendable {
    package var profiles: GateProfiles
    /// Bytes, as in `MeasureOptions`.
    package var memory: Int
    /// What is looked for as identifiers, in releases and in findings.
    package var identifiers: IdentifierRules

    package init(
        profiles: GateProfiles = .usual,
        memory: Int = MeasureOptions.usualMemory,
        identifiers: IdentifierRules = .usual
    ) {
        self.profiles = profiles
        self.memory = memory
        self.identifiers = identifiers
    }
}
