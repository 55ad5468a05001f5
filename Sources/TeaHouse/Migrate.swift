// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Logging
import Server

/// `teahouse migrate`: brings a database to this version's schema.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database to this version's schema.",
        discussion: """
            A migration that was changed after it was applied, or a database that a newer version has migrated, is refused
            with exit code 3 and nothing is changed.

            Example:  teahouse migrate --database-url postgresql://db.example/teahouse
            """
    )

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var log: LogOptions

    @Flag(help: "List what would run, and stop.")
    var dryRun = false

    @Flag(help: "Print the SQL that makes the roles, for the database's administrator, and stop.")
    var printRoles = false

    @Option(help: "First make the roles, signed in as this superuser.")
    var superuser: String?

    func run() async throws {
        if printRoles { return Terminal.print(Schema.rolesScript) }
        let logger = log.logger()
        let schema = Schema(try database.conninfo(), logger: logger)
        if let superuser, !dryRun { try await schema.prepare(superuser: superuser) }
        let names = try await dryRun ? schema.plan() : schema.migrate()
        if names.isEmpty { return Terminal.print("Nothing to do: the schema is current.") }
        for name in names { Terminal.print("\(dryRun ? "would apply" : "applied") \(name)") }
    }
}
