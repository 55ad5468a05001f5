// SPDX-License-Identifier: Apache-2.0

import CPostgres

/// One row, read from left to right.
package struct Row {
    private let result: ResultSet
    private let index: Int32
    private var column: Int32 = 0

    init(_ result: ResultSet, _ index: Int) {
        self.result = result
        self.index = Int32(truncatingIfNeeded: index)
    }

    /// Whether the next column is NULL; also `true` behind the last one.
    package var isNull: Bool {
        column >= result.columnCount || PQgetisnull(result.raw, index, column) != 0
    }

    /// Passes over the next column, whatever it has.
    package mutating func skip() {
        column += 1
    }

    /// Reads the next column, which must not be NULL.
    ///
    /// - Throws: `DecodingFailure` with the column's name and type: for a NULL, a type or bytes that `T` does
    ///   not read, or when the columns are at their end. The column is then still the next one.
    package mutating func next<T: SQLDecodable>() throws(DecodingFailure) -> T {
        guard let value: T = try decoded() else { throw located(DecodingFailure(.unexpectedNull)) }
        column += 1
        return value
    }

    /// Reads the next column; NULL is `nil`.
    ///
    /// - Throws: `DecodingFailure` as the other `next`, but not for a NULL.
    package mutating func next<T: SQLDecodable>() throws(DecodingFailure) -> T? {
        let value: T? = try decoded()
        column += 1
        return value
    }

    private func decoded<T: SQLDecodable>() throws(DecodingFailure) -> T? {
        guard column < result.columnCount else { throw located(DecodingFailure(.missingColumn)) }
        guard PQgetisnull(result.raw, index, column) == 0 else { return nil }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(result.raw, index, column),
            count: Int(PQgetlength(result.raw, index, column))
        )
        do throws(DecodingFailure) {
            return try T(oid: PQftype(result.raw, column), bytes: bytes)
        } catch {
            throw located(error)
        }
    }

    private func located(_ failure: DecodingFailure) -> DecodingFailure {
        let name = PQfname(result.raw, column).map { String(cString: $0) }
        return failure.at(column: name ?? "number \(column + 1)", oid: PQftype(result.raw, column))
    }
}
