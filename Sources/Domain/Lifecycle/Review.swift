// SPDX-License-Identifier: Apache-2.0

/// What somebody who knows the field says of a version, as advice to the moderator who decides.
package enum Review {
    /// How far a review is; only `requested` waits for somebody.
    package enum State: String, Lifecycle {
        /// The reviewer was asked; due after fourteen days.
        case requested
        case given
        case declined
        /// The reviewer did not answer in time.
        case lapsed

        /// What moves a review: the reviewer gives or declines it, or the clock lets it lapse.
        package enum Event: String, CaseIterable, Sendable {
            case give, decline, lapse
        }

        package static let object = ObjectKind.review

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
        /// The values that each score may have.
        package static let scale = 1...5

        /// How sound the result is.
        package let soundness: Int
        /// How significant the result is.
        package let significance: Int
        /// How clearly the version is written.
        package let clarity: Int
        /// How well the result can be reproduced.
        package let reproducibility: Int

        /// Takes the scores as they are; whether they lie in `scale` is not checked here.
        package init(soundness: Int, significance: Int, clarity: Int, reproducibility: Int) {
            self.soundness = soundness
            self.significance = significance
            self.clarity = clarity
            self.reproducibility = reproducibility
        }
    }

    /// What a reviewer who has answered said.
    package struct Advice: Hashable, Sendable {
        /// What the reviewer would do in the moderator's place.
        package let recommendation: Recommendation
        /// Four scores, each from 1 to 5.
        package let scores: Scores
        /// What the reviewer writes: 1 to 20000 characters.
        package let text: String

        /// Takes the parts as they are; no bounds are checked here.
        package init(recommendation: Recommendation, scores: Scores, text: String) {
            self.recommendation = recommendation
            self.scores = scores
            self.text = text
        }
    }
}

/// The identity of a review's row.
package enum ReviewCase {}
