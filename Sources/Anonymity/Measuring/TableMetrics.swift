// SPDX-License-Identifier: Apache-2.0

/// All that is measured of one table for one choice of quasi-identifiers and sensitive attributes.
package struct TableMetrics: Hashable, Sendable {
    package struct Attribute: Hashable, Sendable {
        package let column: String
        /// `nil` for a table without rows.
        package let metrics: SensitiveMetrics?
    }

    /// The column that says who or what a row is about.
    package struct Subject: Hashable, Sendable {
        package let column: String
        /// How many different ones there are.
        package let count: Int
    }

    package let quasi: [String]
    /// Whether each sensitive attribute was measured with the others among the quasi-identifiers.
    package let combined: Bool
    package let classes: ClassMetrics
    /// What the sizes of classes are counted in; `nil` when it is rows.
    package let subject: Subject?
    /// The smallest class in rows, whatever is counted.
    package let rowK: Int?
    /// The same classes with empty cells that may be anything; `nil` when there is none.
    package let wildcard: WildcardMetrics?
    package let minimalUniques: MinimalUniques
    package let contributions: [Contribution]
    package let sensitive: [Attribute]

    /// The worst of the sensitive attributes in each number; `nil` when there is none.
    package var worst: SensitiveMetrics? {
        let measured = sensitive.compactMap(\.metrics)
        guard let first = measured.first else { return nil }
        return measured.dropFirst().reduce(first) { $0.worse($1) }
    }
}
