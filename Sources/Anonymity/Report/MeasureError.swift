// SPDX-License-Identifier: Apache-2.0
import Domain
import Tables

/// Why a table could not be measured as asked; what is wrong in the file itself is a `CSVError`.
package enum MeasureError: Error, Hashable, Sendable {
    /// A role or an option names a column that the header does not have.
    case unknownColumn(String)
    /// More columns are quasi-identifiers than are measured.
    case tooManyQuasi(count: Int)
    /// A sensitive attribute has values that its hierarchy lacks: the first, in the table's order, and how
    /// many.
    case notInHierarchy(column: String, value: String, count: Int)
    /// A line above the header holds what looks like an identifier.
    case identifierAboveHeader(line: Int, IdentifierKind)
    /// The columns measured have more different values than `limit` bytes hold.
    case tooManyValues(limit: Int)
    /// The classes are too many even when they are looked at in parts.
    case tooManyClasses(limit: Int)
}

extension MeasureError {
    /// Whether it lies in the table, as opposed to a question that the table cannot answer.
    package var isOfTable: Bool {
        switch self {
        case .unknownColumn, .notInHierarchy: false
        case .identifierAboveHeader, .tooManyQuasi, .tooManyValues, .tooManyClasses: true
        }
    }
}

extension MeasureError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownColumn(let name): "the table has no column “\(name)”"
        case .tooManyQuasi(let count):
            "\(count) columns are quasi-identifiers: at most \(Release.mostQuasiIdentifiers) are measured; what nobody outside knows of a subject is none"
        case .notInHierarchy(let column, let value, let count):
            "the hierarchy of “\(column)” lacks “\(TextTable.printable(value))”"
                + (count > 1 ? " and \(count - 1) more of the table's values" : "")
        case .identifierAboveHeader(let line, let kind):
            "line \(line), above the header, holds what looks like \(kind.rawValue.replacing("_", with: " "))"
        case .tooManyValues(let limit):
            "the columns measured have more different values than fit in \(limit >> 20) MiB: give more memory or coarser columns"
        case .tooManyClasses(let limit):
            "the table has more classes than can be counted in \(limit >> 20) MiB: give more memory or coarser columns"
        }
    }
}
