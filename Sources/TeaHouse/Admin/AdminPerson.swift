// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import JSON
import Postgres
import Store

/// `teahouse admin person`.
struct AdminPerson: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "List, suspend or resume persons, or take their roles on the platform away.",
        subcommands: [
            List.self, AdminDecision<Suspend>.self, AdminDecision<Resume>.self, TakeRole.self,
        ]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the persons.",
            discussion: "Example:  teahouse admin person list --state ./teahouse-state"
        )

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var log: LogOptions

        func run() async throws {
            let persons = try await database.platform(logger: log.logger()) { db in
                try PersonStore(db).persons()
            }
            output.show(
                persons,
                [
                    Column("PID", "pid") { .string($0.pid.description) },
                    Column("STATE", "state") { .string($0.state.rawValue) },
                    Column("PLATFORM", "platform_roles") { .array($0.platformRoles.map(JSON.string)) },
                    Column("NAME", "name") { .string($0.name) },
                ]
            )
        }
    }

    enum Suspend: AdminEvent {
        typealias Subject = PersonRecord
        static let event = PersonState.Event.suspend
        static let abstract = "Refuse a person's every request from now on."
        static let example = "A device was lost."
    }

    enum Resume: AdminEvent {
        typealias Subject = PersonRecord
        static let event = PersonState.Event.resume
        static let abstract = "End a person's suspension."
        static let example = "The device was found."
    }
}
