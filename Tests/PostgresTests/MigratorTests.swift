// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Postgres

@Suite struct MigratorTests {
    private static let history = [
        Migration(
            number: 1,
            name: "0001_things",
            sql: "CREATE TABLE things (id bigint); INSERT INTO things VALUES (1);"
        ),
        Migration(number: 2, name: "0002_more", sql: "-- more\nALTER TABLE things ADD COLUMN name text;"),
    ]

    private func migrator(_ database: Database, _ migrations: [Migration] = history) -> Migrator {
        Migrator(database: database, migrations: migrations, logger: ThrowawayCluster.quiet)
    }

    private func error(_ body: () async throws -> some Any) async -> MigrationError? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? MigrationError
        }
    }

    @Test func `what is missing is applied, once`() async throws {
        try await ThrowawayCluster.withDatabase { database, _ in
            #expect(try await migrator(database).plan().map(\.number) == [1, 2])
            #expect(try await database.one("SELECT to_regclass('public.schema_migrations') IS NULL") == true)
            #expect(try await migrator(database, [MigratorTests.history[0]]).run().map(\.number) == [1])
            #expect(try await migrator(database).run().map(\.number) == [2])
            #expect(try await migrator(database).run().isEmpty)
            #expect(try await migrator(database).plan().isEmpty)
            #expect(try await database.one("SELECT count(*) FROM things") == 1)
            let digest: String? = try await database.one(
                "SELECT sha256 FROM schema_migrations WHERE number = 2"
            )
            #expect(digest?.count == 64)
            // The session's settings do not stay.
            #expect(try await database.one("SHOW lock_timeout") == "1min")
        }
    }

    @Test func `a changed text, a newer database and a gap are refused`() async throws {
        try await ThrowawayCluster.withDatabase { database, _ in
            try await migrator(database).run()
            let first = MigratorTests.history[0]
            let edited = Migration(number: 2, name: "0002_more", sql: "-- other")
            #expect(
                await error { try await migrator(database, [first, edited]).run() }
                    == .drift(number: 2, name: "0002_more")
            )
            #expect(
                await error { try await migrator(database, [first, edited]).plan() }
                    == .drift(number: 2, name: "0002_more")
            )
            #expect(await error { try await migrator(database, [first]).run() } == .newer(number: 2))
            #expect(await error { try await migrator(database, [edited]).run() } == .gap(number: 1))
            try await database.run("DELETE FROM schema_migrations WHERE number = 1")
            #expect(await error { try await migrator(database).run() } == .gap(number: 1))
        }
    }

    @Test func `a table whose rows a migration has changed can be altered in it`() async throws {
        try await ThrowawayCluster.withDatabase { database, _ async throws in
            let checked = Migration(
                number: 3,
                name: "0003_checked",
                sql: """
                    CREATE FUNCTION check_thing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                    CREATE CONSTRAINT TRIGGER things_checked AFTER INSERT OR UPDATE ON things
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_thing();
                    """
            )
            let changed = Migration(
                number: 4,
                name: "0004_changed",
                sql: "UPDATE things SET name = 'one'; ALTER TABLE things ALTER name SET NOT NULL;"
            )
            #expect(
                try await migrator(database, MigratorTests.history + [checked, changed]).run().count == 4
            )
        }
    }

    @Test func `a failed migration leaves nothing but those before it`() async throws {
        try await ThrowawayCluster.withDatabase { database, _ async throws in
            let bad = Migration(number: 3, name: "0003_bad", sql: "CREATE TABLE half (); SELECT 1 / 0;")
            let refused = await error { try await migrator(database, MigratorTests.history + [bad]).run() }
            guard case .failed("0003_bad", let cause)? = refused else {
                Issue.record("\(String(describing: refused))")
                return
            }
            #expect(cause.kind == .server("22012"))
            #expect(try await database.one("SELECT to_regclass('half') IS NULL") == true)
            #expect(try await migrator(database).plan().isEmpty)
        }
    }

    @Test func `starters at once apply everything once`() async throws {
        try await ThrowawayCluster.withDatabase(size: 4) { database, _ in
            let index = Migration(
                number: 3,
                name: "0003_index",
                sql: "-- no transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS things_id ON things (id)"
            )
            let all = MigratorTests.history + [index]
            let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 1...4 { group.addTask { try await migrator(database, all).run().count } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(counts.sorted() == [0, 0, 0, 3])
            #expect(try await database.one("SELECT count(*) FROM things") == 1)
            #expect(
                try await database.one(
                    "SELECT indisvalid FROM pg_index WHERE indexrelid = 'things_id'::regclass"
                ) == true
            )
        }
    }

    @Test func `another program's lock and a locked table are waited for, for a while`() async throws {
        try await ThrowawayCluster.withDatabase(size: 3) { database, _ in
            try await migrator(database, [MigratorTests.history[0]]).run()
            var hasty = migrator(database)
            hasty.patience = .milliseconds(50)
            hasty.lockTimeout = .milliseconds(20)
            let (gate, entered) = (Latch(), Signal())
            async let holder: Void = database.write { db in
                _ = try db.execute("LOCK TABLE things IN ACCESS SHARE MODE")
                _ = try db.execute("SELECT pg_advisory_xact_lock(hashtextextended('schema_migrations', 0))")
                entered.send()
                gate.wait()
            }
            await entered.wait()
            let first = hasty
            #expect(await error { try await first.run() } == .busy)
            gate.open()
            try await holder

            async let reader: Void = database.read { db in
                _ = try db.execute("LOCK TABLE things IN ACCESS SHARE MODE")
                entered.send()
                gate.wait()
            }
            await entered.wait()
            #expect(await error { try await first.run() } == .lockTimeout(name: "0002_more"))
            gate.open()
            try await reader
            #expect(try await first.run().map(\.number) == [2])
        }
    }
}
