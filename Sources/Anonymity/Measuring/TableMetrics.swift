// SPDX-License-Identifier: Apache-2.0

/// All that is measured of one table for one choice of quasi-identifiers and sensitive attributes.
package struct TableMetrics: Hashable, Sendable {
    package struct Attribute: Hashable, Sendable {
        package let column: String
        /// `nil` for a table without rows.
        package let metrics: SensitiveMetrics?
    }

    package let quasi: [String]
    /// Whether each sensitive attribute was measured with the others among the quasi-identifiers.
    package let combined: Bool
    package let classes: ClassMetrics
    package let contributions: [Contribution]
    package let sensitive: [Attribute]

    /// The worst of the sensitive attributes in each number; `nil` when there is none.
    package var worst: SensitiveMetrics? {
        let measured = sensitive.compactMap(\.metrics)
        guard let first = measured.first else { return nil }
        return measured.dropFirst().reduce(first) { $0.worse($1) }
    }
}
