// SPDX-License-Identifier: Apache-2.0

import Cluster
import Foundation
import Testing

@testable import Postgres

/// On servers of their own, which take other parts meanwhile.
@Suite(.serialized) struct FailoverTests {
    /// A server that others could follow.
    private static func primary() async throws -> Cluster {
        try await ThrowawayCluster.own(settings: ["wal_level": "replica", "max_wal_senders": "2"])
    }

    @Test func `a standby is no server to write to, and is left once it is known for one`() async throws {
        let cluster = try await Self.primary()
        do {
            try await ThrowawayCluster.withPool(on: cluster, database: "postgres") { database, _ in
                try await database.run("CREATE TABLE t (id int)")
                let folder: String = try await database.read { db in try db.value("SHOW data_directory") }
                // In recovery for ever, since there is nothing to follow.
                let sign = folder + "/standby.signal"
                #expect(FileManager.default.createFile(atPath: sign, contents: nil))
                try await cluster.restart()
                #expect(try await database.one("SELECT pg_is_in_recovery()") == true)
                let error = await failure { try await database.run("INSERT INTO t VALUES (1)") }
                #expect(error?.kind == .connection && error?.isUnavailable == true)
                #expect(error?.sqlState == "0A000")
                let opened = await failure {
                    try await database.read(opening: "SELECT 1") { db in _ = try db.query("SELECT 1") }
                }
                #expect(opened?.isUnavailable == true)
                // Reads that need no write go on.
                #expect(try await database.one("SELECT count(*) FROM t") == 0)
                try await database.withConnection { db in
                    let isPromoted: Bool? = try db.scalar("SELECT pg_promote()")
                    #expect(isPromoted == true)
                }
                try await database.run("INSERT INTO t VALUES (1)")
                #expect(try await database.one("SELECT count(*) FROM t") == 1)
            }
        } catch {
            try await cluster.discard()
            throw error
        }
        try await cluster.discard()
    }

    @Test func `a commit that a standby is not known to have is in doubt`() async throws {
        let cluster = try await Self.primary()
        do {
            try await ThrowawayCluster.withPool(on: cluster, database: "postgres") { database, _ in
                try await database.run("CREATE TABLE t (id int)")
                try await database.withConnection { db in
                    _ = try db.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
                    _ = try db.execute("SELECT pg_reload_conf()")
                }
                try await database.until("SELECT current_setting('synchronous_standby_names') = 'nobody'")
                let writing = Task { await failure { try await database.run("INSERT INTO t VALUES (1)") } }
                try await database.until(
                    """
                    SELECT bool_or(pg_cancel_backend(pid)) FROM pg_stat_activity
                    WHERE wait_event = 'SyncRep' AND query = 'COMMIT'
                    """
                )
                #expect(await writing.value?.kind == .commitUnknown)
                #expect(try await database.one("SELECT count(*) FROM t") == 1)
            }
        } catch {
            try await cluster.discard()
            throw error
        }
        try await cluster.discard()
    }

    @Test func `a commit that waits too long for a lock is nobody's conflict`() async throws {
        try await ThrowawayCluster.withDatabase({ $0.lockTimeout = .milliseconds(50) }) { database, _ in
            try await database.withConnection { db in
                try db.script(
                    """
                    CREATE TABLE t (id int);
                    CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NULL; END $$;
                    CREATE CONSTRAINT TRIGGER waiting AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION wait();
                    """
                )
            }
            try await database.withConnection { holder in
                _ = try holder.execute("SELECT pg_advisory_lock(7)")
                let entered = Latch()
                let error = Outcome()
                Task {
                    error.value = await failure { try await database.run("INSERT INTO t VALUES (1)") }
                    entered.open()
                }
                entered.wait()
                #expect(error.value?.kind == .commitBlocked)
                #expect(error.value?.isUnavailable == true && error.value?.isLockTimeout == false)
            }
            #expect(try await database.one("SELECT count(*) FROM t") == 0)
        }
    }
}

/// What a task found, for the thread that waits for it.
private final class Outcome: @unchecked Sendable {
    var value: PostgresError?
}
