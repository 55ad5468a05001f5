// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Files
import Logging
import Postgres
import Server

/// Which database a command works on: the one of a running state folder, or one named by its address.
struct DatabaseOptions: ParsableArguments {
    /// The environment variable that names a database where no option does.
    static let variable = "TEAHOUSE_DATABASE_URL"

    /// The environment variable that names the address for the platform's own role.
    static let platformVariable = "TEAHOUSE_PLATFORM_DATABASE_URL"
    /// The role of the platform's own work.
    static let platformRole = "teahouse_platform"

    @Option(help: "The state folder of a running teahouse up.")
    var state: String?

    @Option(
        help: "A libpq connection string or URI, without a user; the roles are those of --print-roles.",
        transform: { $0 }
    )
    var databaseUrl: String?

    @Option(
        help: "The same for the platform's own role, where it is another address.",
        transform: { $0 }
    )
    var platformDatabaseUrl: String?

    @OptionGroup var settings: SettingsArguments

    /// The address for a role: the platform's has one of its own where --platform-database-url or
    /// TEAHOUSE_PLATFORM_DATABASE_URL gives it one.
    func conninfo(of role: String) throws -> Conninfo {
        guard role == Self.platformRole else { return try conninfo() }
        if let url = platformDatabaseUrl { return try Self.read(url) }
        if state == nil || databaseUrl != nil, let url = EnvironmentVariable.value(Self.platformVariable) {
            return try Self.read(url)
        }
        return try conninfo()
    }

    /// The address: of --database-url, else of TEAHOUSE_DATABASE_URL unless --state was given,
    /// else of the state folder.
    func conninfo() throws -> Conninfo {
        if let url = databaseUrl { return try Self.read(url) }
        // A folder that was typed is meant, whatever the environment has for other commands.
        if state == nil, let url = EnvironmentVariable.value(Self.variable) { return try Self.read(url) }
        let folder = StateFolder(state ?? "./teahouse-state")
        guard let bytes = try WholeFile.readIfThere(folder.connection) else {
            throw CannotRun(
                "There is no running teahouse in \(folder.path). Start one with: teahouse up --state \(folder.path)"
            )
        }
        return Conninfo(String(decoding: bytes, as: UTF8.self))
    }

    /// An address that somebody wrote.
    private static func read(_ url: String) throws -> Conninfo {
        guard ConnectionString(url)["target_session_attrs"] != "read-write" else {
            throw CannotRun(
                """
                The database's address says target_session_attrs=read-write, with which the primary refuses the \
                role teahouse_public: it only reads. Say target_session_attrs=primary.
                """
            )
        }
        return Conninfo(url)
    }

    /// Runs `body` with the pool of one role.
    func with<T: Sendable>(
        role: String,
        asOwner: Bool = false,
        logger: Logger,
        _ body: (Database) async throws -> T
    ) async throws -> T {
        var options = PoolOptions(
            conninfo: try conninfo(of: role).signedIn(as: role),
            applicationName: "teahouse command"
        )
        options.size = 2
        if asOwner { options.settings["role"] = "teahouse_owner" }
        let database = Database(configuration: options, logger: logger)
        do {
            let value = try await body(database)
            await database.shutdown()
            return value
        } catch {
            await database.shutdown()
            throw error
        }
    }

    /// Runs `body` in one transaction of the platform's own.
    func platform<T: Sendable>(
        logger: Logger,
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        try await with(role: Self.platformRole, logger: logger) { database in
            try await database.write(body)
        }
    }
}
