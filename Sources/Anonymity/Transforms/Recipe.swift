// SPDX-License-Identifier: Apache-2.0

/// How a table is made anonymous: what is done to each column, in order, then to rows.
package struct Recipe: Hashable, Sendable {
    package enum DatePart: String, CaseIterable, Sendable {
        case day, month, quarter, year
    }

    /// What is done to the cells of one column; an empty cell stays empty.
    package enum Step: Hashable, Sendable {
        /// Leaves the column out.
        case drop
        /// Numbers by the interval `[n × width + origin, (n + 1) × width + origin)`.
        case interval(width: Double, origin: Double)
        /// ISO 8601 dates by a part of them.
        case date(DatePart)
        /// The first characters, the rest as one star.
        case prefix(Int)
        /// Each value by its parent in a category tree; what the tree does not know by `otherwise`.
        case tree([String: String], otherwise: String?)
        /// Every value by a star.
        case all
        case topCode(Double)
        case bottomCode(Double)
        /// Numbers to the nearest multiple.
        case round(Double)
        /// Empties the cells with these values.
        case suppress(Set<String>)
        /// Adds Laplace noise of this scale, drawn under the key.
        case noise(scale: Double)
        /// Replaces each value by a name that only the key's holder can make again.
        case pseudonym
        /// Shifts dates by up to so many days, by the same for all rows of a subject, under the key.
        case shiftDates(subject: String, days: Int)

        /// The name of ISO/IEC 20889 for it.
        package var technique: String {
            switch self {
            case .drop: "masking"
            case .interval, .date, .prefix, .tree, .all: "local generalization"
            case .topCode, .bottomCode: "top and bottom coding"
            case .round: "rounding"
            case .suppress: "local suppression"
            case .noise: "noise addition"
            case .pseudonym: "pseudonymization"
            case .shiftDates: "noise addition, constant for each subject"
            }
        }

        /// Whether nobody can do it without a key.
        package var needsKey: Bool {
            switch self {
            case .noise, .pseudonym, .shiftDates: true
            default: false
            }
        }
    }

    package struct ColumnSteps: Hashable, Sendable {
        package let column: String
        package let steps: [Step]

        package init(column: String, steps: [Step]) {
            self.column = column
            self.steps = steps
        }
    }

    /// Groups of at least `k` rows near each other whose numbers become their group's mean (MDAV).
    package struct Microaggregation: Hashable, Sendable {
        package let columns: [String]
        package let k: Int
    }

    /// Leaves out the rows of classes of fewer than `k`, at most this share of all.
    package struct RowSuppression: Hashable, Sendable {
        package let k: Int
        package let limit: Double

        package init(k: Int, limit: Double) {
            self.k = k
            self.limit = limit
        }
    }

    /// The columns' roles, so that a recipe says all of it.
    package var roles: [String: ColumnRole]
    package var columns: [ColumnSteps]
    package var microaggregations: [Microaggregation]
    package var rows: RowSuppression?

    package init(
        roles: [String: ColumnRole] = [:],
        columns: [ColumnSteps] = [],
        microaggregations: [Microaggregation] = [],
        rows: RowSuppression? = nil
    ) {
        self.roles = roles
        self.columns = columns
        self.microaggregations = microaggregations
        self.rows = rows
    }

    package var needsKey: Bool { columns.contains { $0.steps.contains(where: \.needsKey) } }
}
