// SPDX-License-Identifier: Apache-2.0

/// A direct identifier suspected in a column.
package struct IdentifierInColumn: Hashable, Sendable {
    package enum Severity: String, Sendable {
        /// The file may not be released with this column as it is.
        case blocking
        /// Worth a person's look; does not close the gate.
        case listed
    }

    package enum Certainty: String, Sendable {
        /// Proved by check digits or structure: nothing excuses it.
        case certain
        /// A shape, a name or near-unique values: the data officer may say what else it is.
        case likely
    }

    package let column: String
    package let kind: IdentifierKind
    package let severity: Severity
    package let certainty: Certainty
    /// Cells concerned.
    package let hits: Int
    /// Their share of the column's non-empty cells.
    package let share: Double
    /// The lines of the first few, as an editor counts them.
    package let lines: [Int]
    /// First and last character of the first one, when a cell was recognised.
    package let sample: String?
    /// Why, in one sentence.
    package let reason: String

    /// For people: whether it closes the gate, and then whether a reason would open it.
    var verdict: String {
        severity == .blocking ? "\(severity.rawValue), \(certainty.rawValue)" : severity.rawValue
    }
}

/// What the scan says about a column in general.
package struct ColumnProfile: Hashable, Sendable {
    package enum DataType: String, Sendable {
        case integer, decimal, timestamp, version, prose, text, empty
    }

    package let name: String
    package let type: DataType
    package let cells: Int
    package let empty: Int
    /// Distinct non-empty values; an estimate in large near-unique columns.
    package let distinct: Int
    package let distinctIsExact: Bool
    /// Distinct divided by non-empty cells.
    package let uniqueness: Double
}
