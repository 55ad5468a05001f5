// SPDX-License-Identifier: Apache-2.0
import Foundation
import Postgres
import Server

/// A server that is emptied after each test.
struct LentServer: Sendable {
    let server: TestServer
    /// What the database held then.
    private let firstRows: Snapshot

    static func start() async throws -> LentServer {
        let server = try await TestServer.start()
        let app = server.app
        // A new log is signed at the sealer's first look.
        try await app.until("the log's first state") {
            try await app.asSuperuser { db in try db.scalar("SELECT count(*) FROM log_checkpoints") } == 1
        }
        try await app.asSuperuser { db in try db.script(Self.watch) }
        return LentServer(server: server, firstRows: try await app.asSuperuser { db in try Snapshot(db) })
    }

    /// Writes down every command that changes the schema.
    private static let watch = """
        CREATE SCHEMA watch;
        CREATE TABLE watch.changes (command text NOT NULL);
        CREATE FUNCTION watch.note() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS
        $$
        BEGIN
            IF TG_EVENT = 'sql_drop' THEN
                INSERT INTO watch.changes
                SELECT TG_TAG FROM pg_event_trigger_dropped_objects() WHERE NOT is_temporary;
            ELSE
                INSERT INTO watch.changes SELECT TG_TAG FROM pg_event_trigger_ddl_commands()
                WHERE schema_name IS DISTINCT FROM 'pg_temp';
            END IF;
        END
        $$;
        CREATE EVENT TRIGGER watch_changes ON ddl_command_end EXECUTE FUNCTION watch.note();
        CREATE EVENT TRIGGER watch_drops ON sql_drop EXECUTE FUNCTION watch.note();
        """

    /// Makes the server what it was when it was new.
    ///
    /// - Throws: `ServerSpoilt` when somebody changed the schema.
    func empty() async throws {
        let app = server.app
        let change: String? = try await app.asSuperuser { db in
            try db.scalar("SELECT command FROM watch.changes LIMIT 1")
        }
        if let change { throw ServerSpoilt(by: change) }
        let firstRows = firstRows
        // Twice: the first time takes away what background work begins with, and waits for what is under way;
        // the second takes what that has left.
        for _ in 1...2 { try await app.superuser.write { db in try firstRows.replaceAll(db) } }
        for folder in ["/sha256", "/incoming", "/retired"].map({ app.state.files + $0 }) + [app.state.export]
        {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                try FileManager.default.removeItem(atPath: folder + "/" + name)
            }
        }
        try await TestCluster.shared.layKeys(in: app.state)
        app.running.forget()
    }
}

/// A test left traces in a lent server that emptying it does not remove; it needs one of its own:
/// `TestApp.run(own: true)`.
package struct ServerSpoilt: Error {
    /// The command's tag, as `ALTER TABLE`.
    let by: String
}
