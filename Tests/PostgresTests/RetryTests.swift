// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Postgres

@Suite struct RetryTests {
    @Test func `a deadlock is resolved by running one side again`() async throws {
        try await ThrowawayCluster.withDatabase({ $0.settings["deadlock_timeout"] = "50ms" }) { database, _ in
            try await database.run("CREATE TABLE t AS SELECT g AS id, 0 AS n FROM generate_series(1, 2) g")
            let (first, second) = (Latch(), Latch())
            let runs = Counter()
            @Sendable func cross(_ one: Int, _ other: Int, mine: Latch, theirs: Latch) async throws {
                let tries = Counter()
                try await database.write { db in
                    runs.increment()
                    let isFirst = tries.increment() == 1
                    try db.execute("UPDATE t SET n = n + 1 WHERE id = \(one)")
                    if isFirst {
                        mine.open()
                        theirs.wait()
                    }
                    try db.execute("UPDATE t SET n = n + 1 WHERE id = \(other)")
                }
            }
            async let left: Void = cross(1, 2, mine: first, theirs: second)
            async let right: Void = cross(2, 1, mine: second, theirs: first)
            _ = try await (left, right)
            #expect(runs.value >= 3)
            #expect(database.statistics.retries >= 1)
            #expect(try await database.one("SELECT sum(n)::bigint FROM t") == 4)
        }
    }

    @Test func `a serialization failure is run again as a whole`() async throws {
        try await ThrowawayCluster.withDatabase { database, _ in
            try await database.run("CREATE TABLE t AS SELECT 0 AS n")
            let (seen, changed, tries) = (Signal(), Latch(), Counter())
            async let added: Int? = database.write(opening: "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            { db in
                let n: Int? = try db.scalar("SELECT n FROM t")
                if tries.increment() == 1 {
                    seen.send()
                    changed.wait()
                }
                return try db.scalar("UPDATE t SET n = n + 1 WHERE n = \(n) RETURNING n")
            }
            await seen.wait()
            try await database.run("UPDATE t SET n = 10")
            changed.open()
            #expect(try await added == 11)
            #expect(tries.value == 2)
        }
    }

    @Test func `it is tried four times at most`() async throws {
        try await ThrowawayCluster.withDatabase { database, _ in
            let tries = Counter()
            let error = await failure {
                try await database.write { db in
                    tries.increment()
                    try db.execute("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
                }
            }
            #expect(error?.kind == .server("40001"))
            #expect(tries.value == 4)
            #expect(database.statistics.opened == 1)
        }
    }

    @Test func `a failure that the closure renamed is retried all the same`() async throws {
        struct Renamed: Error {}
        try await ThrowawayCluster.withDatabase { database, _ in
            let tries = Counter()
            try await database.write { db in
                guard tries.increment() == 1 else { return }
                do {
                    try db.execute("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
                } catch {
                    throw Renamed()
                }
            }
            #expect(tries.value == 2)
        }
    }

    @Test func `what COMMIT refuses is an error or a retry`() async throws {
        try await ThrowawayCluster.withDatabase { database, _ in
            try await database.withConnection { db in
                try db.script(
                    """
                    CREATE TABLE parent (id bigint PRIMARY KEY);
                    CREATE TABLE child (
                        id bigint CONSTRAINT child_parent REFERENCES parent DEFERRABLE INITIALLY DEFERRED
                    );
                    """
                )
            }
            let error = await failure { try await database.run("INSERT INTO child VALUES (1)") }
            #expect(error?.isForeignKeyViolation == true)
            #expect(error?.constraint == "child_parent")
            #expect(try await database.one("SELECT count(*) FROM child") == 0)
        }
    }

    @Test func `a connection lost in COMMIT leaves the outcome open`() async throws {
        try await ThrowawayCluster.withDatabase { database, _ in
            try await database.withConnection { db in
                try db.script(
                    """
                    CREATE TABLE t (id bigint);
                    CREATE FUNCTION quit() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        PERFORM pg_terminate_backend(pg_backend_pid());
                        PERFORM pg_sleep(10);
                        RETURN NULL;
                    END $$;
                    CREATE CONSTRAINT TRIGGER quit AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION quit();
                    """
                )
            }
            let tries = Counter()
            let error = await failure {
                try await database.write { db in
                    tries.increment()
                    try db.execute("INSERT INTO t VALUES (1)")
                }
            }
            #expect(error?.kind == .commitUnknown)
            #expect(tries.value == 1)
            #expect(try await database.one("SELECT count(*) FROM t") == 0)
        }
    }
}
