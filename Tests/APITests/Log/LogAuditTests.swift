// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import JSON
import Jobs
import Postgres
import Publication
import Server
import Store
import TestSupport
import Testing

/// `teahouse verify log` against logs that somebody with the database's own password has changed.
@Suite struct LogAuditTests {
    private static let entries = 600

    /// A log of some length, sealed.
    private static func fill(_ app: TestApp) async throws -> Int64 {
        let count = entries
        try await app.asSuperuser { db in
            try db.execute("SELECT log_entry('{\"n\":' || n || '}') FROM generate_series(1, \(count)) AS n")
        }
        return try await app.sealedLog().json["size"]?.integer ?? 0
    }

    private static func audit(_ app: TestApp, older: String? = nil) async throws -> Verification {
        let options = PoolOptions(
            conninfo: app.conninfo.signedIn(as: "teahouse_exporter"),
            applicationName: "test"
        )
        let database = Database(configuration: options, logger: TestCluster.logger)
        let keys = try Signed<KeyList>(parsing: try await app.client.get("/v1/keys").body)
        do {
            let verification = try await LogAudit(database, keys: keys).verify(older: older)
            await database.shutdown()
            return verification
        } catch {
            await database.shutdown()
            throw error
        }
    }

    @Test func `a whole log is valid, and begins with what it was`() async throws {
        try await TestApp.run { app in
            _ = try await app.submittedFinding()
            _ = try await app.sealedLog()
            let older = try await app.client.get("/v1/log/checkpoint").text
            #expect(try await Self.fill(app) > 600)
            let verification = try await Self.audit(app, older: older)
            #expect(verification.isValid, "\(verification.checks)")
            await #expect(throws: CheckFailure.self) { try await Self.audit(app, older: "a\n1\nAA\n") }
        }
    }

    @Test func `what was changed is named`() async throws {
        let changes: [(SQL, String)] = [
            ("UPDATE log_entries SET body = body || ' ' WHERE body = '{\"n\":300}'", "entry"),
            ("UPDATE log_leaves SET hash = sha256('x') WHERE index = 300", "entry 300"),
            ("DELETE FROM log_leaves WHERE index = 299", "entry 299"),
            (
                "UPDATE log_tiles SET hashes = overlay(hashes PLACING '\\x00' FROM 8192) WHERE number = 1",
                "tile/0/001"
            ),
            ("UPDATE log_checkpoints SET root = sha256('x') WHERE size >= 600", "checkpoint"),
            (
                "UPDATE log_checkpoints SET note = replace(note, E'\\n\\n', E'\\nx\\n\\n') WHERE size >= 600",
                "checkpoint"
            ),
        ]
        try await TestApp.run(own: true) { app in
            _ = try await Self.fill(app)
            for (statement, name) in changes {
                try await app.asSuperuser { db in
                    try db.execute("SET session_replication_role = replica")
                    try Self.keep(db)
                    #expect(try db.execute(statement) > 0)
                }
                let failure = try #require(try await Self.audit(app).firstFailure)
                #expect(failure.detail.contains(name), "\(failure.detail)")
                try await app.asSuperuser { db in
                    try db.execute("SET session_replication_role = replica")
                    try Self.restore(db)
                }
                #expect(try await Self.audit(app).isValid)
            }
        }
    }

    private static func keep(_ db: Connection) throws {
        try db.execute("CREATE TABLE IF NOT EXISTS kept_entries AS TABLE log_entries")
        try db.execute("CREATE TABLE IF NOT EXISTS kept_leaves AS TABLE log_leaves")
        try db.execute("CREATE TABLE IF NOT EXISTS kept_tiles AS TABLE log_tiles")
        try db.execute("CREATE TABLE IF NOT EXISTS kept_checkpoints AS TABLE log_checkpoints")
    }

    private static func restore(_ db: Connection) throws {
        for (clear, fill) in [
            ("DELETE FROM log_leaves", "INSERT INTO log_leaves TABLE kept_leaves"),
            ("DELETE FROM log_entries", "INSERT INTO log_entries TABLE kept_entries"),
            ("DELETE FROM log_tiles", "INSERT INTO log_tiles TABLE kept_tiles"),
            ("DELETE FROM log_checkpoints", "INSERT INTO log_checkpoints TABLE kept_checkpoints"),
        ] as [(SQL, SQL)] {
            try db.execute(clear)
            try db.execute(fill)
        }
    }

    @Test func `entries and their hashes changed together are another log than the one that was signed`()
        async throws
    {
        try await TestApp.run { app in
            _ = try await Self.fill(app)
            let older = try await app.client.get("/v1/log/checkpoint").text
            try await app.asSuperuser { db in
                try db.execute("SET session_replication_role = replica")
                try db.execute("UPDATE log_entries SET body = '{}' WHERE body = '{\"n\":599}'")
                try db.execute(
                    """
                    UPDATE log_leaves l SET hash = sha256('\\x00'::bytea || convert_to(e.body, 'UTF8'))
                    FROM log_entries e WHERE e.id = l.entry AND e.body = '{}'
                    """
                )
            }
            let verification = try await Self.audit(app, older: older)
            #expect(verification.firstFailure?.detail.contains("root") == true, "\(verification.checks)")
        }
    }

    @Test func `the log only grows, whoever asks`() async throws {
        let statements: [SQL] = [
            "UPDATE log_entries SET body = 'x'", "DELETE FROM log_entries", "TRUNCATE log_entries CASCADE",
            "UPDATE log_leaves SET index = index + 1000", "DELETE FROM log_leaves", "TRUNCATE log_leaves",
            "UPDATE log_tiles SET number = number + 1", "DELETE FROM log_tiles", "TRUNCATE log_tiles",
            "UPDATE log_checkpoints SET size = size + 1", "DELETE FROM log_checkpoints",
            "TRUNCATE log_checkpoints",
            "INSERT INTO log_entries (body) VALUES ('{}')", "SELECT log_entry('{}')",
            "DELETE FROM log_pending",
            "SELECT * FROM log_actors", "DELETE FROM log_openings",
        ]
        try await TestApp.run { app in
            _ = try await Self.fill(app)
            for statement in statements {
                let refused = await #expect(throws: PostgresError.self, "\(statement)") {
                    try await app.asRole("teahouse_app") { db in _ = try db.execute(statement) }
                }
                #expect(refused?.sqlState == "42501", "\(statement)")
            }
            for statement in statements[0..<12] {
                let refused = await #expect(throws: PostgresError.self, "\(statement)") {
                    try await app.asSuperuser { db in _ = try db.execute(statement) }
                }
                #expect(refused?.sqlState == "23514", "\(statement)")
            }
        }
    }

    @Test func `an entry waits for transactions that are older`() async throws {
        try await TestApp.run { app in
            let size = try await Self.fill(app)
            let (open, mark) = AsyncStream.makeStream(of: Void.self)
            let end = DispatchSemaphore(value: 0)
            async let older: Void = app.asSuperuser { db in
                try db.execute("BEGIN")
                try db.execute("SELECT log_entry('{\"older\":1}')")
                mark.yield()
                _ = end.wait(timeout: .now() + 60)
                try db.execute("COMMIT")
            }
            for await _ in open { break }
            try await app.asSuperuser { db in try db.execute("SELECT log_entry('{\"younger\":1}')") }
            try await app.seal { sealer in try await sealer.seal() }
            #expect(try await app.client.get("/v1/log/head").json["size"]?.integer == size)
            end.signal()
            try await older
            _ = try await app.sealedLog()
            let last = try await app.asSuperuser { db -> [String] in
                try db.scalars("SELECT body FROM published.log_entries ORDER BY index DESC LIMIT 2")
            }
            #expect(last == ["{\"younger\":1}", "{\"older\":1}"])
        }
    }
}
