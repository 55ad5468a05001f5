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
        subcommands: [List.self, Suspend.self, Resume.self, TakeRole.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the persons.",
            discussion: "Example:  teahouse admin person list --state ./teahouse-state"
        )

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let persons = try await database.platform(logger: output.log.logger()) { db in
                try PersonStore(db).persons()
            }
            var table = Table("PID", "STATE", "PLATFORM", "NAME")
            for each in persons {
                let roles = each.platformRoles.isEmpty ? "-" : each.platformRoles.joined(separator: ",")
                table.add(each.pid.description, each.state.rawValue, roles, each.name)
            }
            let items = persons.map { each -> JSON in
                [
                    "pid": .string(each.pid.description),
                    "state": .string(each.state.rawValue),
                    "platform_roles": .array(each.platformRoles.map(JSON.string)),
                    "name": .string(each.name),
                ]
            }
            output.show(["items": .array(items)], table.text(width: Terminal.width))
        }
    }

    struct Suspend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Refuse a person's every request from now on.",
            discussion:
                "Example:  teahouse admin person suspend pe-0123456789ab --reason \"A device was lost.\""
        )
        @OptionGroup var change: PersonChange
        func run() async throws { try await change.run(.suspend) }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a person's suspension.",
            discussion:
                "Example:  teahouse admin person resume pe-0123456789ab --reason \"The device was found.\""
        )
        @OptionGroup var change: PersonChange
        func run() async throws { try await change.run(.resume) }
    }
}

/// One event of one person, with its reason.
struct PersonChange: ParsableArguments {
    @Argument(help: "The person's public id.", transform: { try Arguments.pid($0, .person) }) var pid: PID
    @Option(help: "Why; kept in the audit.", transform: Arguments.reason) var reason: String
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run(_ event: PersonState.Event) async throws {
        let (pid, reason) = (pid, reason)
        let state: PersonState
        do {
            state = try await database.platform(logger: output.log.logger()) { db in
                guard let found = try PersonStore(db).person(pid) else {
                    throw Refused("There is no \(pid).")
                }
                return try AdminMove.move(found.row, event, of: pid, because: reason, db)
            }
        } catch let error as PostgresError where error.isAboutLastAdmin {
            throw Refused.lastAdmin(pid)
        }
        output.show(
            ["pid": .string(pid.description), "state": .string(state.rawValue)],
            "\(pid) is \(state.rawValue)."
        )
    }
}
