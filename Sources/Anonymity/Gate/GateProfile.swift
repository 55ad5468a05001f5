// SPDX-License-Identifier: Apache-2.0

/// The thresholds that a release must meet; `nil` leaves a rule out.
///
/// No standard gives values for l and t: they are this project's choice, printed in every report, and each
/// installation may set its own above the floor.
package struct GateProfile: Hashable, Sendable {
    package var name: String
    package var k: Int
    package var uniques: Int?
    package var distinctL: Int?
    package var entropyL: Double?
    package var t: Double?
    package var alpha: Double?

    package init(
        name: String,
        k: Int,
        uniques: Int? = 0,
        distinctL: Int? = nil,
        entropyL: Double? = nil,
        t: Double? = nil,
        alpha: Double? = 0.9
    ) {
        self.name = name
        self.k = k
        self.uniques = uniques
        self.distinctL = distinctL
        self.entropyL = entropyL
        self.t = t
        self.alpha = alpha
    }

    /// Anyone may download: the risk of a row is at most 0.09.
    package static let open = GateProfile(name: "open", k: 11, distinctL: 3, t: 0.3)
    /// Universities that signed the terms.
    package static let agreement = GateProfile(name: "agreement", k: 5, entropyL: 2, t: 0.5)
    /// Read inside an enclave, output checked.
    package static let enclave = GateProfile(name: "enclave", k: 3)

    /// What no configured profile may go below.
    package static let floor = GateProfile(name: "floor", k: 3)
}

extension GateProfile {
    /// A profile asks for less than the floor.
    package struct BelowFloor: Error, Hashable, Sendable {
        package let profile: String
        /// The rules concerned, by name.
        package let rules: [String]
    }

    /// Refuses a profile that leaves out or weakens what the floor asks for.
    package func check(against floor: GateProfile = .floor) throws(BelowFloor) {
        func isAtLeast(_ value: Double?, _ least: Double?) -> Bool {
            guard let least else { return true }
            return value.map { $0 >= least } ?? false
        }
        func isAtMost(_ value: Double?, _ most: Double?) -> Bool {
            guard let most else { return true }
            return value.map { $0 <= most } ?? false
        }
        let kept: [(String, Bool)] = [
            ("k", k >= floor.k),
            ("uniques", isAtMost(uniques.map(Double.init), floor.uniques.map(Double.init))),
            ("distinct_l", isAtLeast(distinctL.map(Double.init), floor.distinctL.map(Double.init))),
            ("entropy_l", isAtLeast(entropyL, floor.entropyL)),
            ("t", isAtMost(t, floor.t)),
            ("alpha", isAtMost(alpha, floor.alpha)),
        ]
        let rules = kept.filter { !$0.1 }.map(\.0)
        guard rules.isEmpty else { throw BelowFloor(profile: name, rules: rules) }
    }
}
