// SPDX-License-Identifier: Apache-2.0

/// All that is measured of one table for one choice of quasi-identifiers and sensitive attributes.
package struct TableMetrics: Hashable, Sendable {
    package struct Attribute: Hashable, Sendable {
        package let column: String
        package let measured: MeasuredAttribute
        package let spellings: Spellings

        /// With the missing value as a value of its own; `nil` for a table without rows.
        package var metrics: SensitiveMetrics? { measured.metrics }
    }

    /// The column that says who or what a row is about.
    package struct Subject: Hashable, Sendable {
        package let column: String
        /// How many different ones there are.
        package let count: Int
        /// How many ways of writing them there are.
        package let spellings: Int
    }

    package let quasi: [String]
    /// Whether each sensitive attribute was measured with the others among the quasi-identifiers.
    package let combined: Bool
    package let classes: ClassMetrics
    /// What the sizes of classes are counted in; `nil` when it is rows.
    package let subject: Subject?
    /// The smallest class in rows, whatever is counted.
    package let rowK: Int?
    /// Rows of which every quasi-identifier is a star, as they were suppressed; they are in no class.
    package let suppressedRows: Int
    /// The same classes with empty cells that may be anything; `nil` when there is none.
    package let wildcard: WildcardMetrics?
    package let minimalUniques: MinimalUniques
    package let contributions: [Contribution]
    package let sensitive: [Attribute]

    /// All rows, the suppressed ones among them.
    package var rows: Int { classes.rows + suppressedRows }

    /// The worst of the sensitive attributes in each number, with missing values and without; `nil` when no
    /// attribute was measured.
    package var worst: SensitiveMetrics? {
        let measured = sensitive.flatMap(\.measured.views)
        guard let first = measured.first else { return nil }
        return measured.dropFirst().reduce(first) { $0.worse($1) }
    }
}
