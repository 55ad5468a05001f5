// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Postgres

private struct Pair: Record, Equatable {
    let id: Int
    let name: String?

    static var columns: SQL { "id, name" }

    init(row: inout Row) throws(DecodingFailure) {
        id = try row.next()
        name = try row.next()
    }
}

private struct Refusal: Error {}

@Suite struct TransactionTests {
    private func withTable(_ body: (Database) async throws -> Void) async throws {
        try await ThrowawayCluster.withDatabase { database, _ in
            try await database.run("CREATE TABLE t (id bigint CONSTRAINT t_key PRIMARY KEY, name text)")
            try await body(database)
        }
    }

    @Test func `what a write did is there afterwards`() async throws {
        try await withTable { database in
            let pair: Pair = try await database.write { db in
                try db.one("INSERT INTO t VALUES (\(1), \("one")) RETURNING \(Pair.columns)")
            }
            #expect(pair.name == "one")
            try await database.run("INSERT INTO t VALUES (2, NULL)")
            let (all, none, first) = try await database.read { db in
                (
                    try db.all("SELECT \(Pair.columns) FROM t ORDER BY id") as [Pair],
                    try db.first("SELECT \(Pair.columns) FROM t WHERE id = \(3)") as Pair?,
                    try db.first("SELECT \(Pair.columns) FROM t ORDER BY id") as Pair?
                )
            }
            #expect(all.map(\.id) == [1, 2] && all[1].name == nil)
            #expect(none == nil)
            #expect(first == pair)
        }
    }

    @Test func `an error of the closure passes unchanged and rolls back`() async throws {
        try await withTable { database async throws in
            await #expect(throws: Refusal.self) {
                try await database.write { db in
                    try db.execute("INSERT INTO t VALUES (1, 'x')")
                    throw Refusal()
                }
            }
            #expect(try await database.one("SELECT count(*) FROM t") == 0)
            #expect(database.statistics.closed == 0)
        }
    }

    @Test func `a violated constraint is told by name, without the row`() async throws {
        try await withTable { database in
            let error = await failure {
                try await database.run("INSERT INTO t VALUES (77001, 'x'), (77001, 'y')")
            }
            #expect(error?.isUniqueViolation == true)
            #expect(error?.constraint == "t_key")
            #expect(error?.table == "t")
            #expect("\(String(describing: error))".contains("77001") == false)
        }
    }

    @Test func `a swallowed failure still fails the transaction`() async throws {
        try await withTable { database async throws in
            let error = await failure {
                try await database.write { db in
                    try db.execute("INSERT INTO t VALUES (1, 'x')")
                    _ = try? db.execute("INSERT INTO t VALUES (1, 'x')")
                }
            }
            #expect(error?.isUniqueViolation == true)
            #expect(try await database.one("SELECT count(*) FROM t") == 0)
        }
    }

    @Test func `a lost connection that the closure swallows fails the transaction all the same`() async throws
    {
        try await withTable { database async throws in
            let error = await failure {
                try await database.write { db in
                    try db.execute("INSERT INTO t VALUES (1, 'x')")
                    _ = try? db.execute("SELECT pg_terminate_backend(pg_backend_pid())")
                }
            }
            #expect(error?.kind == .connection)
            #expect(try await database.one("SELECT count(*) FROM t") == 0)
        }
    }

    @Test func `a copy that the closure gave up fails the transaction all the same`() async throws {
        try await withTable { database async throws in
            let error = await failure {
                try await database.write { db in
                    try db.execute("INSERT INTO t VALUES (1, 'x')")
                    try? db.copyOut("COPY (SELECT generate_series(1, 1000)) TO STDOUT") { _ in throw Refusal()
                    }
                }
            }
            #expect(error?.kind == .connection)
            #expect(try await database.one("SELECT count(*) FROM t") == 0)
        }
    }

    @Test func `what was prepared before and is gone begins its transaction anew`() async throws {
        try await ThrowawayCluster.withDatabase(size: 1) { database, _ in
            try await database.run("CREATE TABLE t (id bigint CONSTRAINT t_key PRIMARY KEY, name text)")
            try await database.write { db in _ = try db.execute("DEALLOCATE ALL") }
            await #expect(throws: Refusal.self) {
                try await database.write { db in
                    try db.execute("INSERT INTO t VALUES (1, 'x')")
                    throw Refusal()
                }
            }
            #expect(try await database.one("SELECT count(*) FROM t") == 0)
            try await database.write { db in _ = try db.execute("DEALLOCATE ALL") }
            let answers = try await database.readAll(["SELECT 1", "SELECT 2"])
            #expect(try answers.map { try $0.scalar() as Int? } == [1, 2])
        }
    }

    @Test func `a read cannot write`() async throws {
        try await withTable { database in
            let error = await failure {
                try await database.read { db in try db.execute("INSERT INTO t VALUES (1, 'x')") }
            }
            #expect(error?.kind == .server("25006"))
        }
    }

    @Test func `the opening of a read may write, and nothing after it`() async throws {
        try await withTable { database in
            let opening: SQL = "INSERT INTO t VALUES (1, 'x') RETURNING id"
            let error = await failure {
                try await database.read(opening: opening) { db in
                    #expect(try db.opening?.scalar() == 1)
                    _ = try db.execute("INSERT INTO t VALUES (2, 'x')")
                }
            }
            #expect(error?.kind == .server("25006"))
            #expect(try await database.one("SELECT count(*) FROM t") == 0)
            let refused = await failure {
                try await database.readAll(opening: opening, ["INSERT INTO t VALUES (2, 'x')"])
            }
            #expect(refused?.kind == .server("25006"))
            let results = try await database.readAll(
                opening: opening,
                ["SELECT 7", "SHOW transaction_read_only"]
            )
            #expect(results.count == 3)
            #expect(try results[0].scalar() == 1 && results[1].scalar() == 7)
            #expect(try results[2].scalar() == "on")
            #expect(try await database.one("SELECT count(*) FROM t") == 1)
        }
    }

    @Test func `the opening statement's result is at hand`() async throws {
        try await withTable { database in
            let name: String? = try await database.write(
                opening: "SELECT set_config('my.actor', \("ann"), true)"
            ) {
                db in
                #expect(try db.opening?.scalar() == "ann")
                return try db.scalar("SELECT current_setting('my.actor')")
            }
            #expect(name == "ann")
            // Not one read of the transaction's own: its setting went with it.
            #expect(try await database.one("SELECT coalesce(current_setting('my.actor', true), '')") == "")
        }
    }

    @Test func `a failed opening statement rolls back and surfaces`() async throws {
        try await withTable { database in
            try await database.run(
                """
                CREATE FUNCTION sign_in(hash text) RETURNS text LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'token refused' USING ERRCODE = 'TH001'; END $$
                """
            )
            let error = await failure {
                try await database.write(opening: "SELECT sign_in(\("x"))") { _ in
                    Issue.record("not to be reached")
                }
            }
            #expect(error?.kind == .server("TH001"))
            #expect(error?.message == "token refused")
            #expect(try await database.one("SELECT 1") == 1)
            #expect(database.statistics.opened == 1)
        }
    }

    @Test func `a closure without statements opens no transaction`() async throws {
        try await withTable { database async throws in
            #expect(try await database.write { _ in 7 } == 7)
        }
    }

    @Test func `several statements are read in one round trip`() async throws {
        try await withTable { database in
            let results = try await database.readAll([
                "SELECT \(1)", "SELECT \("two")", "SHOW transaction_read_only",
            ])
            #expect(results.count == 3)
            #expect(try results[0].scalar() == 1)
            #expect(try results[1].scalar() == "two")
            #expect(try results[2].scalar() == "on")
            let error = await failure { try await database.readAll(["SELECT 1", "SELECT 1 / 0"]) }
            #expect(error?.kind == .server("22012"))
            #expect(try await database.one("SELECT 1") == 1)
            #expect(database.statistics.opened == 1)
        }
    }

    @Test func `a snapshot does not see what comes later`() async throws {
        try await withTable { database in
            let (began, written) = (Signal(), Latch())
            async let counts = database.snapshot { db in
                let before: Int? = try db.scalar("SELECT count(*) FROM t")
                began.send()
                written.wait()
                let limits: String? = try db.scalar("SHOW statement_timeout")
                return [before, try db.scalar("SELECT count(*) FROM t"), limits == "0" ? 1 : 0]
            }
            await began.wait()
            try await database.run("INSERT INTO t VALUES (1, 'x')")
            written.open()
            #expect(try await counts == [0, 0, 1])
        }
    }

    @Test func `exactly one row means one`() async throws {
        try await withTable { database in
            for sql in ["SELECT 1, 'x' WHERE false", "SELECT 1, 'x' FROM generate_series(1, 2)"] as [SQL] {
                let error = await failure { try await database.read { db in try db.one(sql) as Pair } }
                #expect(error?.kind == .unexpectedRowCount)
            }
        }
    }

    @Test func `a connection used after its closure refuses`() async throws {
        try await withTable { database in
            try await database.withConnection { _ in }
            let error = await failure {
                try await database.read { db in
                    try db.commit()
                    try db.execute("SELECT 1")
                }
            }
            #expect(error?.kind == .misuse)
        }
    }
}
