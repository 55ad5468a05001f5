// SPDX-License-Identifier: Apache-2.0

/// A value read from a row: the list of its columns, and the initialiser that reads them in that order.
package protocol Record {
    /// The list behind SELECT, in the order in which the initialiser reads.
    static var columns: SQL { get }
    /// Reads the columns from left to right.
    ///
    /// - Throws: `DecodingFailure` when there are too few columns or one cannot be read.
    init(row: inout Row) throws(DecodingFailure)
}
