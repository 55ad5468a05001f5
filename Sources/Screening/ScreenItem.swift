// SPDX-License-Identifier: Apache-2.0

/// Something in a finding that stands in the way, or that a person should look at.
package struct ScreenItem: Hashable, Sendable {
    package enum Severity: String, CaseIterable, Sendable {
        /// The gate stays closed until it is mended or a moderator makes an exception.
        case fail
        /// A moderator should look.
        case review
        /// Said for completeness; nobody has to look.
        case note
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
