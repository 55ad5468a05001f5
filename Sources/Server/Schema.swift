// SPDX-License-Identifier: Apache-2.0
import Logging
import Migrations
import Postgres

/// Brings a database to this version's schema.
package struct Schema: Sendable {
    private let conninfo: Conninfo
    private let logger: Logger

    package init(_ conninfo: Conninfo, logger: Logger) {
        self.conninfo = conninfo
        self.logger = logger
    }

    /// The SQL that makes the roles, for a database's administrator.
    package static var rolesScript: String { bootstrap }

    /// The schema history that this program carries.
    package static var migrations: [Migration] {
        embedded.compactMap { file in
            migrationNumber(file.name).map { Migration(number: $0, name: file.name, sql: file.sql) }
        }
    }

    /// Makes roles and database where they are missing; only on a cluster of our own, as its superuser.
    package func create(database: String, superuser: String) async throws {
        let server = Database(
            configuration: options(conninfo.database("postgres").signedIn(as: superuser)),
            logger: logger
        )
        try await using(server) { server in
            try await server.withConnection { db in
                try db.script(bootstrap)
                let exists: Bool? = try db.scalar(
                    "SELECT EXISTS (SELECT FROM pg_database WHERE datname = \(database))"
                )
                if exists != true {
                    try db.execute("CREATE DATABASE \(identifier: database) OWNER teahouse_owner")
                }
            }
        }
        try await Schema(conninfo.database(database), logger: logger).prepare(superuser: superuser)
    }

    /// Makes the roles for an existing database and hands its schema to the owner, as a superuser.
    package func prepare(superuser: String) async throws {
        let own = Database(configuration: options(conninfo.signedIn(as: superuser)), logger: logger)
        try await using(own) { own in
            try await own.withConnection { db in
                try db.script(bootstrap)
                try db.script("ALTER SCHEMA public OWNER TO teahouse_owner")
                let name: String? = try db.scalar("SELECT current_database()::text")
                try db.execute("GRANT CREATE ON DATABASE \(identifier: name ?? "") TO teahouse_owner")
            }
        }
    }

    /// Applies what is missing, as the migrator in the role of the owner; returns the
    /// names of what was applied.
    package func migrate() async throws -> [String] {
        try await withMigrator { try await $0.run().map(\.name) }
    }

    /// The names of what `migrate` would apply.
    package func plan() async throws -> [String] {
        try await withMigrator { try await $0.plan().map(\.name) }
    }

    private func withMigrator<T: Sendable>(_ body: @Sendable (Migrator) async throws -> T) async throws -> T {
        var options = options(conninfo.signedIn(as: "teahouse_migrator"))
        options.settings["role"] = "teahouse_owner"
        return try await using(Database(configuration: options, logger: logger)) { database in
            try await body(Migrator(database: database, migrations: Self.migrations, logger: logger))
        }
    }

    private func options(_ conninfo: String) -> PoolOptions {
        var options = PoolOptions(conninfo: conninfo, applicationName: "teahouse migrate")
        options.size = 1
        return options
    }

    private func using<T: Sendable>(_ database: Database, _ body: (Database) async throws -> T) async throws
        -> T
    {
        do {
            let value = try await body(database)
            await database.shutdown()
            return value
        } catch {
            await database.shutdown()
            throw error
        }
    }
}
