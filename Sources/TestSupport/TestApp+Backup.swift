// SPDX-License-Identifier: Apache-2.0
import Postgres
import Server

/// All that a test's database held at some moment.
package struct DatabaseBackup: Sendable {
    fileprivate let rows: Snapshot
}

extension TestApp {
    /// Reads the whole database.
    package func backup() async throws -> DatabaseBackup {
        DatabaseBackup(rows: try await asSuperuser { db in try Snapshot(db) })
    }

    /// Puts the database back to what it was, as after a restore; files and keys stay as they are.
    package func restore(_ backup: DatabaseBackup) async throws {
        try await superuser.write { db in try backup.rows.replaceAll(db) }
        running.forget()
    }
}
