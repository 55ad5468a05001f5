// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Postgres

private enum Color: String, SQLEncodable, SQLDecodable, SQLArrayElement {
    case red, green
}

private enum Level: Int32, SQLEncodable, SQLDecodable {
    case low = 1
}

@Suite struct ValueTests {
    /// Sends the value, has the server compare its text form, and reads it back; then NULL.
    private func roundTrip<T: SQLEncodable & SQLDecodable & Equatable & Sendable>(
        _ db: Connection,
        _ value: T,
        as text: String
    ) throws {
        let rows = try db.rows("SELECT \(value), \(value)::text, \(T?.none)") { row in
            (try row.next() as T, try row.next() as String, try row.next() as T?)
        }
        let (back, shown, null) = try #require(rows.first)
        #expect(back == value)
        #expect(shown == text)
        #expect(null == nil)
    }

    @Test func `every type goes there and back`() async throws {
        let id = try #require(UUID(uuidString: "0190163D-8694-739B-AEA5-966C26F8AD91"))
        try await ThrowawayCluster.withDatabase { database, _ in
            try await database.read { db in
                try roundTrip(db, true, as: "true")
                try roundTrip(db, false, as: "false")
                try roundTrip(db, Int16.min, as: "-32768")
                try roundTrip(db, Int32.max, as: "2147483647")
                try roundTrip(db, Int64.min, as: "-9223372036854775808")
                try roundTrip(db, Int.max, as: "9223372036854775807")
                try roundTrip(db, 0.1, as: "0.1")
                try roundTrip(db, -Double.infinity, as: "-Infinity")
                try roundTrip(db, Double.leastNonzeroMagnitude, as: "5e-324")
                try roundTrip(db, "", as: "")
                try roundTrip(
                    db,
                    "Straße \u{1F375} e\u{301} 'x' \\ \n",
                    as: "Straße \u{1F375} e\u{301} 'x' \\ \n"
                )
                try roundTrip(db, [UInt8](), as: "\\x")
                try roundTrip(db, [0, 1, 255] as [UInt8], as: "\\x0001ff")
                try roundTrip(db, id, as: "0190163d-8694-739b-aea5-966c26f8ad91")
                try roundTrip(db, Timestamp(rawValue: 0), as: "1970-01-01 00:00:00+00")
                try roundTrip(db, Timestamp(rawValue: -1), as: "1969-12-31 23:59:59.999999+00")
                try roundTrip(db, Timestamp.infinity, as: "infinity")
                try roundTrip(db, Timestamp.negativeInfinity, as: "-infinity")
                try roundTrip(db, RawJSON("{\"b\": 1,  \"a\":2}"), as: "{\"b\": 1,  \"a\":2}")
                try roundTrip(db, Color.green, as: "green")
                try roundTrip(db, Level.low, as: "1")
            }
        }
    }

    @Test func `arrays go there and back`() async throws {
        let id = UUID()
        try await ThrowawayCluster.withDatabase { database, _ in
            try await database.read { db in
                try roundTrip(db, [String](), as: "{}")
                try roundTrip(db, ["a", "", "NULL", "x,y\"", "é"], as: "{a,\"\",\"NULL\",\"x,y\\\"\",é}")
                try roundTrip(db, ["a", nil] as [String?], as: "{a,NULL}")
                try roundTrip(db, [1, -2] as [Int64], as: "{1,-2}")
                try roundTrip(db, [1, 2], as: "{1,2}")
                try roundTrip(db, [1] as [Int32], as: "{1}")
                try roundTrip(db, [true, false], as: "{t,f}")
                try roundTrip(db, [0.5], as: "{0.5}")
                try roundTrip(db, [[1, 2], []] as [[UInt8]], as: "{\"\\\\x0102\",\"\\\\x\"}")
                try roundTrip(db, [id], as: "{\(id.uuidString.lowercased())}")
                try roundTrip(db, [Timestamp(rawValue: 0)], as: "{\"1970-01-01 00:00:00+00\"}")
                try roundTrip(db, [Color.red], as: "{red}")
                let sum: Int? = try db.scalar("SELECT sum(n)::bigint FROM unnest(\(Array(1...1000))) AS n")
                #expect(sum == 500_500)
            }
        }
    }

    @Test func `related types are read, others refused`() async throws {
        try await ThrowawayCluster.withDatabase { database, _ in
            try await database.read { db throws in
                #expect(try db.scalar("SELECT 7::int2") == Int64(7))
                #expect(try db.scalar("SELECT 7::int4") == 7)
                #expect(try db.scalar("SELECT 0.5::float4") == 0.5)
                #expect(try db.scalar("SELECT 'x'::varchar(5)") == "x")
                #expect(try db.scalar("SELECT 'x'::name") == "x")
                #expect(try db.scalar("SELECT '[1]'::jsonb") == "[1]")
                #expect(try db.scalar("SELECT '[1]'::jsonb") == RawJSON("[1]"))
                #expect(try db.scalar("SELECT \(RawJSON("[1]"))::jsonb = '[1]'") == true)
                func refusal<T: SQLDecodable>(_ type: T.Type, _ sql: SQL) -> PostgresError.Kind? {
                    do {
                        let _: T? = try db.scalar(sql)
                        return nil
                    } catch {
                        return error.kind
                    }
                }
                #expect(refusal(Int32.self, "SELECT 7::int8") == .decoding)
                #expect(refusal(String.self, "SELECT 7") == .decoding)
                #expect(refusal(Bool.self, "SELECT 't'::text") == .decoding)
                #expect(refusal(Color.self, "SELECT 'blue'") == .decoding)
                #expect(refusal([Int].self, "SELECT ARRAY[[1, 2]]::int8[]") == .decoding)
                #expect(refusal([Int].self, "SELECT ARRAY[1, NULL]::int8[]") == .decoding)
                #expect(refusal([Int].self, "SELECT 'abcdefghijklmnop'::text") == .decoding)
                #expect(refusal(UUID.self, "SELECT '\\x00'::bytea") == .decoding)
            }
        }
    }

    @Test func `a failed read names the column, not the value`() async throws {
        try await ThrowawayCluster.withDatabase { database, _ in
            let null = await failure {
                try await database.read { db in try db.rows("SELECT NULL AS nothing") { try $0.next() as Int }
                }
            }
            #expect(null?.kind == .decoding)
            #expect(null?.message == "unexpectedNull in column nothing of type 25")
            let missing = await failure {
                try await database.read { db in
                    try db.rows("SELECT 1") { row in
                        row.skip()
                        #expect(row.isNull)
                        return try row.next() as Int
                    }
                }
            }
            #expect(missing?.message?.hasPrefix("missingColumn") == true)
        }
    }

    @Test func `text that would be SQL stays a value`() async throws {
        let text = "'); DROP TABLE t; --"
        try await ThrowawayCluster.withDatabase { database, _ in
            try await database.write { db in
                try db.execute("CREATE TABLE t (v text)")
                #expect(try db.execute("INSERT INTO t VALUES (\(text)), (\("$1"))") == 2)
                #expect(try db.scalar("SELECT count(*) FROM t WHERE v IN (\(text), \("$1"))") == 2)
            }
            let nul = await failure { try await database.run("SELECT \("a\u{0}b")") }
            #expect(nul?.kind == .server("22021"))
        }
    }
}
