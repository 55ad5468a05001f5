// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Postgres

@Suite struct ConnectionLossTests {
    @Test func `a terminated backend is an unavailable database, once`() async throws {
        try await ThrowawayCluster.withDatabase { database, _ in
            try await database.run("SELECT 1")
            let tries = Counter()
            let error = await failure {
                try await database.write { db in
                    tries.increment()
                    try db.execute("SELECT 1")
                    try db.execute("SELECT pg_terminate_backend(pg_backend_pid())")
                }
            }
            #expect(error?.kind == .connection)
            #expect(error?.sqlState == "57P01")
            #expect(error?.isUnavailable == true)
            #expect(tries.value == 1)
            #expect(try await database.one("SELECT 1") == 1)
        }
    }

    @Test func `a backend that ended while it was idle is replaced unseen`() async throws {
        try await ThrowawayCluster.withDatabase(size: 1) { database, options in
            let pid: Int32? = try await database.one("SELECT pg_backend_pid()")
            try await ThrowawayCluster.withPool(options) { other, _ in
                try await other.run("SELECT pg_terminate_backend(\(pid))")
                try await other.until("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = \(pid))")
            }
            let next: Int32? = try await database.one("SELECT pg_backend_pid()")
            #expect(next != nil && next != pid)
            #expect(database.statistics.closed == 1)
        }
    }

    @Test func `a connection that fails before it answered is replaced once`() async throws {
        try await ThrowawayCluster.withDatabase(size: 1) { database, _ in
            try await database.run("SELECT 1")
            let tries = Counter()
            let pid: Int32? = try await database.write { db in
                // The first statement of a used connection is its last; that of a new one is not.
                if tries.increment() == 1 { try db.execute("SELECT pg_terminate_backend(pg_backend_pid())") }
                return try db.scalar("SELECT pg_backend_pid()")
            }
            #expect(pid != nil)
            #expect(tries.value == 2)
        }
    }

    @Test func `a connection lost in a closure that goes on cannot commit`() async throws {
        try await ThrowawayCluster.withDatabase { database, options in
            try await database.run("CREATE TABLE t (id bigint)")
            let (gate, entered) = (Latch(), Signal())
            async let lost = failure {
                try await database.write { db in
                    try db.execute("INSERT INTO t VALUES (1)")
                    entered.send()
                    gate.wait()
                }
            }
            await entered.wait()
            try await ThrowawayCluster.withPool(options) { other, _ in
                try await other.until(
                    """
                    SELECT count(pg_terminate_backend(pid)) = 0 FROM pg_stat_activity
                    WHERE datname = current_database() AND state = 'idle in transaction'
                    """
                )
            }
            gate.open()
            // COMMIT was never sent, so this is certain.
            #expect(await lost?.kind == .connection)
            #expect(try await database.one("SELECT count(*) FROM t") == 0)
        }
    }

    @Test func `a session left inside a transaction is not lent again`() async throws {
        try await ThrowawayCluster.withDatabase(size: 1) { database, _ in
            try await database.withConnection { db in try db.script("BEGIN") }
            #expect(database.statistics.closed == 1)
            try await database.withConnection { db in
                try db.script("SET my.mark = 'x'; SELECT pg_advisory_lock(1)")
            }
            try await database.withConnection { db throws in
                #expect(try db.scalar("SELECT current_setting('my.mark', true)") == "")
                #expect(
                    try db.scalar(
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
                    ) == 0
                )
            }
            #expect(database.statistics.closed == 1)
        }
    }

    @Test func `an unusable connection string is told without quoting it`() async throws {
        for conninfo in ["secret secret", "host=/nowhere dbname=x", "postgres://secret@[/x"] {
            let database = Database(
                configuration: PoolOptions(conninfo: conninfo),
                logger: ThrowawayCluster.quiet
            )
            let error = await failure { try await database.run("SELECT 1") }
            #expect(error?.kind == .connection)
            #expect(error.map { "\($0)".contains("secret") } == false)
            await database.shutdown()
        }
    }
}
