// SPDX-License-Identifier: Apache-2.0

/// What somebody who knows the field says of a version, as advice to the moderator who decides.
package enum Review {
    package enum State: String, Lifecycle {
        /// The reviewer was asked; due after fourteen days.
        case requested
        case given
        case declined
        /// The reviewer did not answer in time.
        case lapsed

        package enum Event: String, CaseIterable, Sendable {
            case give, decline, lapse
        }

        package static let object = "review"

        package var isWaiting: Bool { self == .requested }

        package var atDue: Event? { self == .requested ? .lapse : nil }

        package func next(_ event: Event) -> Self? {
            switch (self, event) {
            case (.requested, .give): .given
            case (.requested, .decline): .declined
            case (.requested, .lapse): .lapsed
            case (.given, _), (.declined, _), (.lapsed, _): nil
            }
        }
    }

    /// What the reviewer would do.
    package enum Recommendation: String, CaseIterable, Sendable {
        case accept
        case minorChanges = "minor_changes"
        case majorChanges = "major_changes"
        case reject
    }

    /// How good it is, from 1, poor, to 5, excellent.
    package struct Scores: Hashable, Sendable {
        package static let scale = 1...5

        package let soundness: Int
        package let significance: Int
        package let clarity: Int
        package let reproducibility: Int

        package init(soundness: Int, significance: Int, clarity: Int, reproducibility: Int) {
            self.soundness = soundness
            self.significance = significance
            self.clarity = clarity
            self.reproducibility = reproducibility
        }
    }

    /// What a reviewer who has answered said.
    package struct Advice: Hashable, Sendable {
        package let recommendation: Recommendation
        package let scores: Scores
        package let text: String

        package init(recommendation: Recommendation, scores: Scores, text: String) {
            self.recommendation = recommendation
            self.scores = scores
            self.text = text
        }
    }
}

/// The identity of a review's row.
package enum ReviewCase {}
