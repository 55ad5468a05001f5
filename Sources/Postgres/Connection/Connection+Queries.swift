// SPDX-License-Identifier: Apache-2.0

extension Connection {
    /// Returns how many rows the statement touched; zero for a statement that touches none.
    ///
    /// - Throws: `PostgresError` as `query` does.
    @discardableResult
    package func execute(_ sql: SQL) throws(PostgresError) -> Int {
        try run(sql).affectedRows
    }

    /// The whole result, for callers that read it in more than one way.
    ///
    /// - Throws: `PostgresError` of the kind `server` when the statement is refused, `connection` when the
    ///   connection is lost, `cancelled`, `deadline` or `shutdown` when the work is no longer wanted, and
    ///   `misuse` for a COPY or after the closure's end.
    package func query(_ sql: SQL) throws(PostgresError) -> ResultSet {
        try run(sql)
    }

    /// The first row, or `nil` if there is none; further rows are not looked at.
    ///
    /// - Throws: `PostgresError` as `query` does, and of the kind `decoding` when a column cannot be read.
    package func first<R: Record>(_ sql: SQL) throws(PostgresError) -> R? {
        try run(sql).first()
    }

    /// The only row; any other count is an error.
    ///
    /// - Throws: `PostgresError` as `first` does, and of the kind `unexpectedRowCount`.
    package func one<R: Record>(_ sql: SQL) throws(PostgresError) -> R {
        try run(sql).one()
    }

    /// Every row in the server's order; empty when there is none.
    ///
    /// - Throws: `PostgresError` as `first` does.
    package func all<R: Record>(_ sql: SQL) throws(PostgresError) -> [R] {
        try run(sql).all()
    }

    /// The first column of the first row; `nil` for no row or NULL.
    ///
    /// - Throws: `PostgresError` as `first` does.
    package func scalar<T: SQLDecodable>(_ sql: SQL) throws(PostgresError) -> T? {
        try run(sql).scalar()
    }

    /// The first column of the only row.
    ///
    /// - Throws: `PostgresError` as `query` does, and of the kind `unexpectedRowCount` for no row or NULL.
    package func value<T: SQLDecodable>(_ sql: SQL) throws(PostgresError) -> T {
        guard let value: T = try scalar(sql) else {
            throw PostgresError(kind: .unexpectedRowCount, message: "no value")
        }
        return value
    }

    /// The first column of every row.
    ///
    /// - Throws: `PostgresError` as `first` does, also for a NULL.
    package func scalars<T: SQLDecodable>(_ sql: SQL) throws(PostgresError) -> [T] {
        try run(sql).scalars()
    }

    /// What `body` makes of every row, in the server's order.
    ///
    /// - Throws: `PostgresError` as `first` does, and whatever else `body` throws.
    package func rows<T>(_ sql: SQL, _ body: (inout Row) throws -> T) throws -> [T] {
        try run(sql).rows(body)
    }
}
