// SPDX-License-Identifier: Apache-2.0

extension Connection {
    /// Returns how many rows the statement touched.
    @discardableResult
    package func execute(_ sql: SQL) throws(PostgresError) -> Int {
        try run(sql).affectedRows
    }

    /// The whole result, for callers that read it in more than one way.
    package func query(_ sql: SQL) throws(PostgresError) -> ResultSet {
        try run(sql)
    }

    /// The first row, or `nil` if there is none.
    package func first<R: Record>(_ sql: SQL) throws(PostgresError) -> R? {
        try run(sql).first()
    }

    /// The only row; any other count is an error.
    package func one<R: Record>(_ sql: SQL) throws(PostgresError) -> R {
        try run(sql).one()
    }

    package func all<R: Record>(_ sql: SQL) throws(PostgresError) -> [R] {
        try run(sql).all()
    }

    /// The first column of the first row; `nil` for no row or NULL.
    package func scalar<T: SQLDecodable>(_ sql: SQL) throws(PostgresError) -> T? {
        try run(sql).scalar()
    }

    /// The first column of every row.
    package func scalars<T: SQLDecodable>(_ sql: SQL) throws(PostgresError) -> [T] {
        try run(sql).scalars()
    }

    /// What `body` makes of every row.
    package func rows<T>(_ sql: SQL, _ body: (inout Row) throws -> T) throws -> [T] {
        try run(sql).rows(body)
    }
}
