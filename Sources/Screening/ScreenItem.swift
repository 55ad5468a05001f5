// SPDX-License-Identifier: Apache-2.0

/// Something in a finding that stands in the way, or that a person should look at.
package struct ScreenItem: Hashable, Sendable {
    package enum Severity: String, Sendable {
        /// The gate stays closed until it is mended or a moderator makes an exception.
        case fail
        /// A moderator should look.
        case review
    }

    package let rule: String
    package let file: String
    package let line: Int?
    package let severity: Severity
    package let detail: String

    package init(rule: String, file: String, line: Int?, severity: Severity, detail: String) {
        self.rule = rule
        self.file = file
        self.line = line
        self.severity = severity
        self.detail = detail
    }
}
