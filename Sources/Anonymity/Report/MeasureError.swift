// SPDX-License-Identifier: Apache-2.0

/// Why a table could not be measured as asked; what is wrong in the file itself is a `CSVError`.
package enum MeasureError: Error, Hashable, Sendable {
    /// A role or an option names a column that the header does not have.
    case unknownColumn(String)
    /// A sensitive attribute has a value that its hierarchy lacks.
    case notInHierarchy(column: String)
}

extension MeasureError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownColumn(let name): "the table has no column “\(name)”"
        case .notInHierarchy(let column): "the hierarchy of “\(column)” lacks a value of the table"
        }
    }
}
