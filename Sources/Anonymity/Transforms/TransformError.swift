// SPDX-License-Identifier: Apache-2.0

/// What a recipe asks for cannot be done to this table.
package enum TransformError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A step on numbers or dates met something else, in this line of the file.
    case notANumber(column: String, line: Int)
    case notADate(column: String, line: Int)
    /// A tree without a rule for the rest does not know the value in this line.
    case notInTree(column: String, line: Int)
    case needsKey(column: String)
    /// More rows would be left out than the recipe allows.
    case tooManySuppressed(share: Double, limit: Double)
    case noQuasiIdentifiers

    package var description: String {
        switch self {
        case .notANumber(let column, let line): "line \(line): \(column) is no number"
        case .notADate(let column, let line): "line \(line): \(column) is no ISO 8601 date"
        case .notInTree(let column, let line): "line \(line): the tree of \(column) does not have this value"
        case .needsKey(let column): "the steps on \(column) need a key"
        case .tooManySuppressed(let share, let limit):
            "\(AnonymityReport.number(100 * share)) % of the rows would be left out, and \(AnonymityReport.number(100 * limit)) % are allowed"
        case .noQuasiIdentifiers: "rows are left out by their quasi-identifiers, and none is named"
        }
    }
}
