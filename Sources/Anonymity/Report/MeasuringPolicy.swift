// SPDX-License-Identifier: Apache-2.0

/// How an installation measures: its profiles, its identifiers, and what a measurement may take.
package struct MeasuringPolicy: Sendable {
    package var profiles: GateProfiles
    /// Bytes, as in `MeasureOptions`.
    package var memory: Int
    /// The identifiers that are looked for, in releases and in findings.
    package var packs: IdentifierPacks

    package init(
        profiles: GateProfiles = .usual,
        memory: Int = MeasureOptions.usualMemory,
        packs: IdentifierPacks = .all
    ) {
        self.profiles = profiles
        self.memory = memory
        self.packs = packs
    }
}
