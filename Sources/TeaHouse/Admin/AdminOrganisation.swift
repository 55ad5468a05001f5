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
        subcommands: [Create.self, List.self, Suspend.self, Resume.self, Close.self]
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

        func run() async throws {
            let pid = try PID.random(.organisation)
            let invitationPID = try PID.random(.invitation)
            let code = try TokenText(.invitation)
            let (name, kind, ror, owner) = (name, kind, ror, owner)
            let invitation = try await database.platform(logger: output.log.logger()) { db in
                do {
                    let made = try db.makeOrganisation(name, kind, ror: ror, as: pid)
                    let invitation = try InvitationStore(db).create(
                        pid: invitationPID,
                        name: owner,
                        organisation: made.id,
                        roles: [MembershipRole.owner.rawValue],
                        platformRoles: [],
                        code: code,
                        by: nil
                    )
                    try db.record(.memberInvited, pid.description)
                    return invitation
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

        func run() async throws {
            let organisations = try await database.platform(logger: output.log.logger()) { db in
                try OrganisationStore(db).organisations(after: nil, limit: 10_000)
            }
            var table = Table("PID", "STATE", "KIND", "NAME")
            for each in organisations {
                table.add(each.pid.description, each.state.rawValue, each.kind.rawValue, each.name)
            }
            let items = organisations.map { each -> JSON in
                [
                    "pid": .string(each.pid.description),
                    "state": .string(each.state.rawValue),
                    "kind": .string(each.kind.rawValue),
                    "name": .string(each.name),
                ]
            }
            output.show(["items": .array(items)], table.text(width: Terminal.width))
        }
    }

    struct Suspend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop everything new in an organisation; clocks go on.",
            discussion:
                "Example:  teahouse admin organisation suspend or-0123456789ab --reason \"Under inquiry.\""
        )
        @OptionGroup var change: OrganisationChange
        func run() async throws { try await change.run(.suspend) }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End an organisation's suspension.",
            discussion:
                "Example:  teahouse admin organisation resume or-0123456789ab --reason \"The invoice was paid.\""
        )
        @OptionGroup var change: OrganisationChange
        func run() async throws { try await change.run(.resume) }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Close an organisation for good.",
            discussion:
                "Example:  teahouse admin organisation close or-0123456789ab --reason \"Merged into another.\""
        )
        @OptionGroup var change: OrganisationChange
        func run() async throws { try await change.run(.close) }
    }
}

/// One event of one organisation, with its reason.
struct OrganisationChange: ParsableArguments {
    @Argument(help: "The organisation's public id.", transform: { try Arguments.pid($0, .organisation) })
    var pid: PID
    @Option(help: "Why; kept in the audit.", transform: Arguments.reason) var reason: String
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run(_ event: Organisation.State.Event) async throws {
        let (pid, reason) = (pid, reason)
        let state = try await database.platform(logger: output.log.logger()) { db in
            guard let found = try OrganisationStore(db).organisation(pid) else {
                throw Refused("There is no \(pid).")
            }
            return try AdminMove.move(found.row, event, of: pid, because: reason, db)
        }
        output.show(
            ["pid": .string(pid.description), "state": .string(state.rawValue)],
            "\(pid) is \(state.rawValue)."
        )
    }
}
