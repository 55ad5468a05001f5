// SPDX-License-Identifier: Apache-2.0

/// Why a column could not be read.
///
/// It names the column and its type, never the value.
package struct DecodingFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What did not fit between the column and the Swift type.
    package enum Reason: Sendable, Hashable {
        /// The column has a type that the Swift type does not read.
        case typeMismatch
        /// The column is NULL and the Swift type is not optional.
        case unexpectedNull
        /// The bytes are not a value of the type.
        case malformed
        /// The value fits the type but is none of the enum's cases.
        case unknownCase
        /// There are fewer columns than reads.
        case missingColumn
    }

    /// What was wrong; the place is told by `column`.
    package let reason: Reason
    /// The column's name, or `number` and its place from 1 when it has none; `nil` outside of a row.
    package private(set) var column: String?
    /// The column's type (`pg_type.oid`); `nil` outside of a row.
    package private(set) var oid: UInt32?

    /// A failure without its place, which the row adds.
    package init(_ reason: Reason) {
        self.reason = reason
    }

    func at(column: String, oid: UInt32) -> DecodingFailure {
        var failure = self
        failure.column = column
        failure.oid = oid
        return failure
    }

    package var description: String {
        "\(reason) in column \(column ?? "?") of type \(oid.map(String.init) ?? "?")"
    }
}
