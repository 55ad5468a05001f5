// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import JSON
import Store
import Workflow

extension MembershipRole: ExpressibleByArgument {}
extension PlatformRole: ExpressibleByArgument {}

/// `teahouse admin invite`.
struct AdminInvite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract: "Invite a person into an organisation or to the platform's own work.",
        discussion: """
            Examples:
              teahouse admin invite "Mori" --platform-role moderator
              teahouse admin invite "Ada" --organisation or-0123456789ab --role researcher --role reviewer
            """
    )

    @Argument(help: "The person's name.", transform: Arguments.name) var name: String
    @Option(help: "The organisation's public id.", transform: { try Arguments.pid($0, .organisation) })
    var organisation: PID?
    @Option(help: "A role in the organisation; may be repeated.") var role: [MembershipRole] = []
    @Option(help: "moderator or admin; may be repeated.") var platformRole: [PlatformRole] = []
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func validate() throws {
        guard (organisation == nil) == role.isEmpty else {
            throw ValidationError("--organisation and --role go together.")
        }
        guard !role.isEmpty || !platformRole.isEmpty else {
            throw ValidationError("Say --role or --platform-role.")
        }
    }

    func run() async throws {
        let invitationPID = try PID.random(.invitation)
        let code = try TokenText(.invitation)
        let (name, organisation) = (name, organisation)
        let (roles, platformRoles) = (Set(role), Set(platformRole))
        let invitation = try await database.platform(logger: log.logger()) { db in
            let place = try organisation.map { pid in
                guard let found = try OrganisationStore(db).organisation(pid) else {
                    throw Refused("There is no \(pid).")
                }
                guard found.state != .closed else { throw Refused("\(pid) is closed.") }
                return found
            }
            return try db.invite(
                Invited(name, into: place, as: roles, platformRoles: platformRoles),
                as: invitationPID,
                code: code,
                by: nil
            )
        }
        output.show(
            [
                "invitation": .string(invitationPID.description),
                "code": .string(code.text),
                "expires_at": .string(invitation.expiresAt.description),
            ],
            "One-time code for \(name), good until \(invitation.expiresAt):\n  \(code.text)"
        )
    }
}
