// SPDX-License-Identifier: Apache-2.0
import Tables

/// Why a table could not be measured as asked; what is wrong in the file itself is a `CSVError`.
package enum MeasureError: Error, Hashable, Sendable {
    /// A role or an option names a column that the header does not have.
    case unknownColumn(String)
    /// A sensitive attribute has a value that its hierarchy lacks.
    case notInHierarchy(column: String)
    /// The columns measured have more different values than `limit` bytes hold.
    case tooManyValues(limit: Int)
    /// The classes are too many even when they are looked at in parts.
    case tooManyClasses(limit: Int)
}

extension MeasureError {
    /// Whether the table does not fit, as opposed to a question that it cannot answer.
    package var isOfMemory: Bool {
        switch self {
        case .unknownColumn, .notInHierarchy: false
        case .tooManyValues, .tooManyClasses: true
        }
    }
}

extension MeasureError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownColumn(let name): "the table has no column “\(name)”"
        case .notInHierarchy(let column): "the hierarchy of “\(column)” lacks a value of the table"
        case .tooManyValues(let limit):
            "the columns measured have more different values than fit in \(limit >> 20) MiB: give more memory or coarser columns"
        case .tooManyClasses(let limit):
            "the table has more classes than can be counted in \(limit >> 20) MiB: give more memory or coarser columns"
        }
    }
}
