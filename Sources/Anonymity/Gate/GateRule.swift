// SPDX-License-Identifier: Apache-2.0

/// One condition of the gate: its threshold, what was measured, and the outcome.
package struct GateRule: Hashable, Sendable {
    package enum Threshold: Hashable, Sendable {
        case atLeast(Double)
        case atMost(Double)

        /// Whether a measured value meets it; what is undefined does not.
        func isMet(by measured: Double?) -> Bool {
            guard let measured else { return false }
            // Sums of shares carry rounding of about one in 10^12.
            return switch self {
            case .atLeast(let least): measured >= least - 1e-9
            case .atMost(let most): measured <= most + 1e-9
            }
        }
    }

    package enum Outcome: String, Sendable {
        case pass, fail
        /// The table has nothing that the rule could be about, such as a sensitive column.
        case notApplicable = "not_applicable"
    }

    package let name: String
    package let threshold: Threshold
    /// `nil` where undefined.
    package let measured: Double?
    package let outcome: Outcome
    /// The columns concerned, or why the rule does not apply.
    package let detail: String
}

extension GateRule {
    init(_ name: String, _ threshold: Threshold, measured: Double?, detail: String) {
        self.init(
            name: name,
            threshold: threshold,
            measured: measured,
            outcome: threshold.isMet(by: measured) ? .pass : .fail,
            detail: detail
        )
    }
}

/// What the gate decided on one measured file.
package struct GateOutcome: Hashable, Sendable {
    package let profile: String
    package let rules: [GateRule]

    package var passed: Bool { rules.allSatisfy { $0.outcome != .fail } }
}
