// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Postgres

private struct Refusal: Error {}

/// Statements of a write that nobody waits for.
@Suite struct LaterTests {
    private func withTable(_ body: (Database) async throws -> Void) async throws {
        try await ThrowawayCluster.withDatabase { database, _ in
            try await database.run("CREATE TABLE t (id bigint CONSTRAINT t_key PRIMARY KEY, name text)")
            try await body(database)
        }
    }

    @Test func `they run in their order, ahead of the next statement`() async throws {
        try await withTable { database in
            let seen: [String] = try await database.write { db in
                try db.executeLater("INSERT INTO t VALUES (1, 'first')")
                try db.executeLater("UPDATE t SET name = 'second' WHERE id = 1")
                return try db.scalars("SELECT name FROM t")
            }
            #expect(seen == ["second"])
            #expect(try await database.one("SELECT count(*) FROM t") == 1)
        }
    }

    @Test func `they run with COMMIT when nothing comes behind them`() async throws {
        try await withTable { database in
            try await database.write { db in try db.executeLater("INSERT INTO t VALUES (1, 'alone')") }
            try await database.write { db in
                try db.execute("INSERT INTO t VALUES (2, 'x')")
                try db.executeLater("INSERT INTO t VALUES (3, 'last')")
            }
            #expect(try await database.one("SELECT count(*) FROM t") == 3)
        }
    }

    @Test func `a refused one is told by the next statement, and nothing is done`() async throws {
        try await withTable { database in
            try await database.run("INSERT INTO t VALUES (1, 'x')")
            let error = await failure {
                try await database.write { db in
                    try db.executeLater("INSERT INTO t VALUES (2, 'x')")
                    try db.executeLater("INSERT INTO t VALUES (1, 'x')")
                    try db.execute("INSERT INTO t VALUES (3, 'x')")
                }
            }
            #expect(error?.constraint == "t_key")
            #expect(try await database.one("SELECT count(*) FROM t") == 1)
            #expect(database.statistics.closed == 0)
        }
    }

    @Test func `a refused one at the end refuses the transaction`() async throws {
        try await withTable { database in
            try await database.run("INSERT INTO t VALUES (1, 'x')")
            for isBegun in [false, true] {
                let error = await failure {
                    try await database.write { db in
                        if isBegun { try db.execute("INSERT INTO t VALUES (2, 'x')") }
                        try db.executeLater("INSERT INTO t VALUES (1, 'x')")
                    }
                }
                #expect(error?.kind == .server("23505"))
                #expect(error?.constraint == "t_key")
            }
            #expect(try await database.one("SELECT count(*) FROM t") == 1)
            #expect(database.statistics.closed == 0)
        }
    }

    @Test func `they are not sent when the closure throws`() async throws {
        try await withTable { database async throws in
            await #expect(throws: Refusal.self) {
                try await database.write { db in
                    // Would be told instead of the closure's own error.
                    try db.executeLater("INSERT INTO nowhere VALUES (1)")
                    throw Refusal()
                }
            }
            #expect(database.statistics.closed == 0)
        }
    }

    @Test func `outside a write they run at once`() async throws {
        try await withTable { database in
            let error = await failure {
                try await database.withConnection { db in
                    try db.executeLater("INSERT INTO nowhere VALUES (1)")
                    Issue.record("it was not refused at once")
                }
            }
            #expect(error?.kind == .server("42P01"))
        }
    }
}
