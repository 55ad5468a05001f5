// SPDX-License-Identifier: Apache-2.0

/// A statistic in a result that tells too much, or that a person should look at.
package struct OutputItem: Hashable, Sendable {
    package enum Rule: String, Sendable {
        case lowCount = "low_count"
        case zeroCount = "zero_count"
        case dominance
        case pPercent = "p_percent"
        case negativeContribution = "negative_contribution"
        case degreesOfFreedom = "degrees_of_freedom"
        case extreme
        case rareToken = "rare_token"
        case differencing
    }

    package let rule: Rule
    /// From 1.
    package let line: Int
    /// The column or the row's label that says what the number is.
    package let place: String
    package let grade: ScreenItem.Severity
    package let detail: String

    package init(
        _ rule: Rule,
        line: Int,
        place: String,
        grade: ScreenItem.Severity = .fail,
        _ detail: String
    ) {
        self.rule = rule
        self.line = line
        self.place = place
        self.grade = grade
        self.detail = detail
    }
}

/// One count in a result, with what it is a count of: the words beside it, in one spelling.
package struct OutputCount: Hashable, Sendable {
    package let subject: String
    package let value: Int64
    package let line: Int

    package init(subject: String, value: Int64, line: Int) {
        self.subject = subject
        self.value = value
        self.line = line
    }
}
