// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import Foundation
import JSON
import Postgres
import Server
import Store

/// `teahouse admin clock`.
struct AdminClock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock",
        abstract: "Move the platform's clock, in demonstrations only.",
        subcommands: [Advance.self]
    )

    struct Advance: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let days pass, so that deadlines can be watched.",
            discussion: "Example:  teahouse admin clock advance --days 31 --state ./teahouse-state"
        )

        @Option(help: "How many days.") var days: Int
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var log: LogOptions

        func validate() throws {
            guard (1...3650).contains(days) else {
                throw ValidationError("--days is a number from 1 to 3650.")
            }
        }

        func run() async throws {
            // Demonstrations have credentials in their state folder; nothing else does.
            guard let state = database.state,
                FileManager.default.fileExists(atPath: StateFolder(state).credentials)
            else {
                throw Refused(
                    "Only the clock of a demonstration (--state of teahouse up --demo) can be moved."
                )
            }
            let days = days
            let now = try await database.with(
                role: "teahouse_migrator",
                asOwner: true,
                logger: log.logger()
            ) { database in
                try await database.write { db in try PlatformClock(db).advance(days: days) }
            }
            output.show(["now": .string(now.description)], "The platform's clock says \(now).")
        }
    }
}
