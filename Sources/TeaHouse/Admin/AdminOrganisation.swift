// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import JSON
import Postgres
import Store
import Workflow

/// `teahouse admin organisation`.
struct AdminOrganisation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation",
        abstract: "Create, list, suspend, resume or close organisations.",
        subcommands: [
            Create.self, List.self, AdminDecision<Suspend>.self, AdminDecision<Resume>.self,
            AdminDecision<Close>.self,
        ]
    )
}

extension Organisation.Kind: ExpressibleByArgument {}

extension AdminOrganisation {
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create an active organisation and invite its first owner.",
            discussion: """
                Prints the invitation's one-time code; the owner exchanges it for a token at POST /v1/enrolments.

                Example:  teahouse admin organisation create --name "Nordmark University" --kind university --owner "Ada"
                """
        )

        @Option(help: "The organisation's name.", transform: Arguments.name) var name: String
        @Option(help: "enterprise, university, institute or public_body.") var kind: Organisation.Kind
        @Option(help: "Its ROR id.", transform: Arguments.ror) var ror: ROR?
        @Option(help: "The name of the person who will own it.", transform: Arguments.name) var owner: String
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var log: LogOptions

        func run() async throws {
            let pid = try PID.random(.organisation)
            let invitationPID = try PID.random(.invitation)
            let code = try TokenText(.invitation)
            let (name, kind, ror, owner) = (name, kind, ror, owner)
            let invitation = try await database.platform(logger: log.logger()) { db in
                do {
                    return try db.makeOrganisation(
                        name,
                        kind,
                        ror: ror,
                        as: pid,
                        owner: owner,
                        invitedAs: invitationPID,
                        code: code
                    )
                } catch let error as PostgresError where error.isUniqueViolation {
                    throw Refused("An organisation with this name or ROR id exists.")
                }
            }
            output.show(
                [
                    "organisation": .string(pid.description),
                    "invitation": .string(invitation.pid.description),
                    "code": .string(code.text),
                    "expires_at": .string(invitation.expiresAt.description),
                ],
                "Created \(pid) (\(name)).\n"
                    + "One-time code for \(owner), good until \(invitation.expiresAt):\n  \(code.text)"
            )
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the organisations.",
            discussion: "Example:  teahouse admin organisation list --state ./teahouse-state"
        )

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var log: LogOptions

        func run() async throws {
            let organisations = try await database.platform(logger: log.logger()) { db in
                try OrganisationStore(db).organisations(after: nil, limit: 10_000)
            }
            output.show(
                organisations,
                [
                    Column("PID", "pid") { .string($0.pid.description) },
                    Column("STATE", "state") { .string($0.state.rawValue) },
                    Column("KIND", "kind") { .string($0.kind.rawValue) },
                    Column("NAME", "name") { .string($0.name) },
                ]
            )
        }
    }

    enum Suspend: AdminEvent {
        typealias Subject = OrganisationRecord
        static let event = Organisation.State.Event.suspend
        static let abstract = "Stop everything new in an organisation; clocks go on."
        static let example = "Under inquiry."
    }

    enum Resume: AdminEvent {
        typealias Subject = OrganisationRecord
        static let event = Organisation.State.Event.resume
        static let abstract = "End an organisation's suspension."
        static let example = "The invoice was paid."
    }

    enum Close: AdminEvent {
        typealias Subject = OrganisationRecord
        static let event = Organisation.State.Event.close
        static let abstract = "Close an organisation for good."
        static let example = "Merged into another."
    }
}
