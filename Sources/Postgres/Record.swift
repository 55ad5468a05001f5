// SPDX-License-Identifier: Apache-2.0

/// A value read from a row: the list of its columns, and the initialiser that reads them in that order.
package protocol Record {
    static var columns: SQL { get }
    init(row: inout Row) throws(DecodingFailure)
}
