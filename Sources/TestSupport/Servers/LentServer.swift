// SPDX-License-Identifier: Apache-2.0
import Foundation
import Postgres
import Server

/// A server that is emptied after each test.
struct LentServer: Sendable {
    let server: TestServer
    /// What the schema was when the server was new.
    private let schema: String
    /// What the database held then.
    private let firstRows: Snapshot

    static func start() async throws -> LentServer {
        let server = try await TestServer.start()
        let app = server.app
        // A new log is signed at the sealer's first look.
        try await app.until("the log's first state") {
            try await app.asSuperuser { db in try db.scalar("SELECT count(*) FROM log_checkpoints") } == 1
        }
        return LentServer(
            server: server,
            schema: try await app.asSuperuser(Self.schema),
            firstRows: try await app.asSuperuser { db in try Snapshot(db) }
        )
    }

    /// Makes the server what it was when it was new.
    ///
    /// - Throws: `ServerSpoilt` when the schema is another one.
    func empty() async throws {
        let app = server.app
        guard try await app.asSuperuser(Self.schema) == schema else { throw ServerSpoilt() }
        let firstRows = firstRows
        // Twice: the first time takes away what background work begins with, and waits for what is under way; the second takes
        // what that has left.
        for _ in 1...2 { try await app.superuser.write { db in try firstRows.replaceAll(db) } }
        for folder in [app.state.files + "/sha256", app.state.files + "/incoming", app.state.export] {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                try FileManager.default.removeItem(atPath: folder + "/" + name)
            }
        }
        try await TestCluster.shared.layKeys(in: app.state)
        app.running.forget()
    }

    /// Stands for the schema: another one as soon as anything of it was changed, whatever it is now.
    private static func schema(_ db: Connection) throws -> String {
        try db.scalar(
            """
            SELECT md5(string_agg(part, ',' ORDER BY part)) FROM (
                SELECT 'class ' || oid || ' ' || xmin FROM pg_class WHERE relnamespace = ANY ('{public,published}'::regnamespace[])
                UNION ALL SELECT 'attribute ' || attrelid || ' ' || attnum || ' ' || a.xmin
                    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = ANY ('{public,published}'::regnamespace[])
                UNION ALL SELECT 'default ' || d.oid || ' ' || d.xmin FROM pg_attrdef d
                UNION ALL SELECT 'constraint ' || oid || ' ' || xmin FROM pg_constraint WHERE connamespace = ANY ('{public,published}'::regnamespace[])
                UNION ALL SELECT 'trigger ' || t.oid || ' ' || t.xmin FROM pg_trigger t WHERE NOT t.tgisinternal
                UNION ALL SELECT 'function ' || oid || ' ' || xmin FROM pg_proc WHERE pronamespace = ANY ('{public,published}'::regnamespace[])
                UNION ALL SELECT 'policy ' || oid || ' ' || xmin FROM pg_policy
                UNION ALL SELECT 'schema ' || oid || ' ' || xmin FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%'
                UNION ALL SELECT 'setting ' || setdatabase || ' ' || setrole || ' ' || xmin FROM pg_db_role_setting
                    WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
            ) AS parts (part)
            """
        ) ?? ""
    }
}

/// A test left traces in a lent server that emptying it does not remove; it needs one of its own: `TestApp.run(own: true)`.
package struct ServerSpoilt: Error {}
