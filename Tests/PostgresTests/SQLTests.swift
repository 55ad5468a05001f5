// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Postgres

@Suite struct SQLTests {
    @Test func `an interpolation becomes a bind`() {
        let name = "x'; DROP TABLE t; --"
        let sql: SQL = "SELECT \(name), \(7), \(Int?.none)"
        #expect(sql.text == "SELECT $1, $2, $3")
        #expect(sql.binds.map(\.oid) == [TypeOID.text, TypeOID.int8, TypeOID.int8])
        #expect(sql.binds[0].bytes == Array(name.utf8))
        #expect(sql.binds[2].bytes == nil)
    }

    @Test func `a spliced piece is renumbered`() {
        let filter: SQL = "a = \(1) AND b = \("two")"
        let outer: SQL = "SELECT \(true) WHERE \(filter) OR \(filter) LIMIT \(3)"
        #expect(outer.text == "SELECT $1 WHERE a = $2 AND b = $3 OR a = $4 AND b = $5 LIMIT $6")
        #expect(outer.binds.count == 6)
    }

    @Test func `a piece without binds is spliced as it is`() {
        let columns: SQL = "id, title"
        let sql: SQL = "UPDATE t SET x = \(1) RETURNING \(columns)"
        #expect(sql.text == "UPDATE t SET x = $1 RETURNING id, title")
    }

    @Test func `a parameter named again moves with its piece`() {
        let piece: SQL = "(\(1)::bigint IS NULL OR a = $1)"
        let sql: SQL = "WHERE b = \(2) AND \(piece)"
        #expect(sql.text == "WHERE b = $1 AND ($2::bigint IS NULL OR a = $2)")
    }

    @Test(arguments: [
        ("'$1'", "'$1'"), ("'it''s $1' $1", "'it''s $1' $3"), ("E'\\'$1' $1", "E'\\'$1' $3"),
        ("e'\\\\' $1", "e'\\\\' $3"), ("'\\' $1", "'\\' $3"), ("\"$1\" $1", "\"$1\" $3"),
        ("a$1 $1", "a$1 $3"), ("$$ $1 $$ $1", "$$ $1 $$ $3"), ("$x$ $$ $1 $x$ $1", "$x$ $$ $1 $x$ $3"),
        ("-- $1\n$1", "-- $1\n$3"), ("/* $1 /* $1 */ $1 */ $1", "/* $1 /* $1 */ $1 */ $3"), ("$12", "$14"),
        ("'$1", "'$1"), ("$", "$"), ("$x", "$x"), ("é$1 $1", "é$1 $3"), ("1-$1/$1", "1-$3/$3"),
    ])
    func `only parameters are renumbered`(text: String, expected: String) {
        #expect(ParameterShift.shifted(text, by: 2) == expected)
    }

    @Test func `a name is quoted`() {
        let sql: SQL = "DROP TABLE \(identifier: "a\"b")"
        #expect(sql.text == "DROP TABLE \"a\"\"b\"")
    }

    @Test func `pieces are joined`() {
        let pieces: [SQL] = ["a = \(1)", "b = \(2)"]
        #expect(pieces.joined(separator: " AND ").text == "a = $1 AND b = $2")
        #expect([SQL]().joined(separator: ", ").text.isEmpty)
    }

    @Test(arguments: [
        ("FATAL:  53300: sorry, too many clients already", "53300"), ("FATAL:  3D000: no database", "3D000"),
        ("connection to server on socket \"/x/.s\" failed: FATAL:  57P03: starting up", "57P03"),
        ("connection refused", nil),
    ])
    func `a refused connection's SQLSTATE is found`(message: String, state: String?) {
        #expect(PostgresError.sqlState(in: message) == state)
    }

    @Test func `a description does not quote values`() {
        let error = PostgresError(kind: .server("22P02"), sqlState: "22P02", message: "bad: \"secret\"")
        #expect(!"\(error)".contains("secret"))
    }
}
