// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Logging
import Server
import UnixSignals

/// `teahouse serve`: the server over a PostgreSQL that somebody else runs.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve over an existing, migrated database.",
        discussion: """
            Examples:
              teahouse serve --database-url postgresql://db.example/teahouse --state /var/lib/teahouse
              teahouse serve --config /etc/teahouse/teahouse.toml
            """
    )

    @Option(
        help: "The database, as a libpq connection string or URI without a user; else TEAHOUSE_DATABASE_URL."
    )
    var databaseUrl: String?

    @Option(
        help:
            "The same for the role teahouse_platform; else TEAHOUSE_PLATFORM_DATABASE_URL, else --database-url."
    )
    var platformDatabaseUrl: String?

    @Option(help: "The folder of files and keys.")
    var state = "./teahouse-state"

    @Option(help: "The folder with the signing keys, where it is not that of --state.")
    var keys: String?

    @Option(help: "The folder with the files, where it is not that of --state.")
    var files: String?

    @Option(
        help: "Seconds to wait at the start for a database that does not answer; without end, unless given."
    )
    var databaseWait: Int?

    @Option(help: "The port to listen on; 0 lets the system choose.")
    var port = 8080

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The transparency log's name, for a database whose log has none yet; it is for ever.")
    var logOrigin = "teahouse.example/log"

    @Flag(help: "Start although the file store is empty and the database names files: they are lost.")
    var acceptLostFiles = false

    @OptionGroup var settings: SettingsArguments
    @OptionGroup var edge: EdgeArguments
    @OptionGroup var measuring: MeasuringArguments
    @OptionGroup var work: WorkArguments
    @OptionGroup var storage: StorageArguments
    @OptionGroup var site: ServedSiteArguments
    @OptionGroup var log: LogOptions

    func validate() throws {
        try Arguments.requirePort(port)
        guard databaseWait ?? 0 >= 0 else { throw ValidationError("--database-wait is at least 0.") }
    }

    func run() async throws {
        let logger = log.logger(level: .info, format: .json)
        var options = DatabaseOptions()
        options.databaseUrl = databaseUrl
        options.platformDatabaseUrl = platformDatabaseUrl
        options.state = nil
        let conninfo = try options.conninfo()
        let wait = DatabaseWait(
            limit: databaseWait.map { .seconds($0) },
            logger: logger,
            tell: ServiceManager.says
        )
        let pending = try await wait { try await Schema(conninfo, logger: logger).plan() }
        guard pending.isEmpty else {
            throw CannotRun("The database lacks \(pending.joined(separator: ", ")). Run: teahouse migrate")
        }
        let platform = try Platform(
            conninfo,
            platform: options.conninfo(of: DatabaseOptions.platformRole),
            state: StateFolder(state, keys: keys, files: files),
            host: host,
            port: port,
            edge: edge.options(limited: true),
            logOrigin: logOrigin,
            measuring: measuring.policy(),
            worker: work.worker,
            site: site.options(),
            acceptsLostFiles: acceptLostFiles,
            storage: storage.options,
            operators: edge.operators,
            logger: logger
        )
        try await wait { try await platform.requireDurability() }
        try await platform.run(stopping: [.sigterm, .sigint]) { running in
            ServiceManager.isReady()
            Terminal.error("Tea House answers at http://\(host):\(running.port)")
        }
    }
}
