// SPDX-License-Identifier: Apache-2.0

import CPostgres

/// What one statement returned.
///
/// Sendable although it wraps a pointer: libpq never changes a `PGresult` after handing it over, and only
/// `deinit` frees it.
package final class ResultSet: @unchecked Sendable {
    let raw: OpaquePointer
    /// How many rows came back; zero for a statement that returns none.
    package let rowCount: Int
    /// How many columns a row has; zero for a statement that returns none.
    package let columnCount: Int

    init(_ raw: OpaquePointer) {
        self.raw = raw
        rowCount = Int(PQntuples(raw))
        columnCount = Int(PQnfields(raw))
    }

    deinit {
        PQclear(raw)
    }

    var status: ExecStatusType { PQresultStatus(raw) }

    /// How many rows the statement inserted, changed, deleted, selected or copied; otherwise zero.
    package var affectedRows: Int {
        guard let text = PQcmdTuples(raw) else { return 0 }
        return Int(String(cString: text)) ?? 0
    }

    /// The server's own field of an error or a notice.
    func field(_ code: Int32) -> String? {
        PQresultErrorField(raw, code).map { String(cString: $0) }
    }
}

extension ResultSet {
    /// The first row, or `nil` if there is none; further rows are not looked at.
    ///
    /// - Throws: `PostgresError` of the kind `decoding` when a column cannot be read.
    package func first<R: Record>(_ type: R.Type = R.self) throws(PostgresError) -> R? {
        rowCount == 0 ? nil : try record(0)
    }

    /// The only row; any other count is an error.
    ///
    /// - Throws: `PostgresError` of the kind `unexpectedRowCount`, or as `first` does.
    package func one<R: Record>(_ type: R.Type = R.self) throws(PostgresError) -> R {
        guard rowCount == 1 else { throw PostgresError(rowCount: rowCount) }
        return try record(0)
    }

    /// Every row in the server's order; empty when there is none.
    ///
    /// - Throws: `PostgresError` as `first` does.
    package func all<R: Record>(_ type: R.Type = R.self) throws(PostgresError) -> [R] {
        var records: [R] = []
        records.reserveCapacity(rowCount)
        for index in 0..<rowCount { records.append(try record(index)) }
        return records
    }

    /// The first column of the first row; `nil` for no row or NULL.
    ///
    /// - Throws: `PostgresError` as `first` does.
    package func scalar<T: SQLDecodable>(_ type: T.Type = T.self) throws(PostgresError) -> T? {
        guard rowCount > 0 else { return nil }
        var row = Row(self, 0)
        do throws(DecodingFailure) {
            return try row.next()
        } catch {
            throw PostgresError(error)
        }
    }

    /// The first column of every row.
    ///
    /// - Throws: `PostgresError` as `first` does, also for a NULL.
    package func scalars<T: SQLDecodable>(_ type: T.Type = T.self) throws(PostgresError) -> [T] {
        var values: [T] = []
        values.reserveCapacity(rowCount)
        do throws(DecodingFailure) {
            for index in 0..<rowCount {
                var row = Row(self, index)
                values.append(try row.next())
            }
        } catch {
            throw PostgresError(error)
        }
        return values
    }

    /// What `body` makes of every row.
    ///
    /// - Throws: what `body` throws; its `DecodingFailure` becomes a `PostgresError` of the kind `decoding`.
    package func rows<T>(_ body: (inout Row) throws -> T) throws -> [T] {
        var values: [T] = []
        values.reserveCapacity(rowCount)
        do {
            for index in 0..<rowCount {
                var row = Row(self, index)
                values.append(try body(&row))
            }
        } catch let failure as DecodingFailure {
            throw PostgresError(failure)
        }
        return values
    }

    private func record<R: Record>(_ index: Int) throws(PostgresError) -> R {
        var row = Row(self, index)
        do throws(DecodingFailure) {
            return try R(row: &row)
        } catch {
            throw PostgresError(error)
        }
    }
}
