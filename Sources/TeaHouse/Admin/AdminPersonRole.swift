// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import JSON
import Postgres
import Store
import Workflow

extension AdminPerson {
    struct TakeRole: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a role on the platform away; in the transparency log, and in force at once.",
            discussion: """
                The last administrator who can act stays one. Signs in as the role that migrates.

                Example:  teahouse admin person take-role pe-0123456789ab moderator --reason "Moved to a provider."
                """
        )

        @Argument(help: "The person's public id.", transform: { try Arguments.pid($0, .person) })
        var pid: PID
        @Argument(help: "moderator or admin.") var role: PlatformRole
        @Option(help: "Why; kept in the audit.", transform: Arguments.reason) var reason: String
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var log: LogOptions

        func run() async throws {
            let (pid, role, reason) = (pid, role, reason)
            let left: [String]
            do {
                // As the owner: what the server signs in as gives and takes no such role.
                left = try await database.with(
                    role: "teahouse_migrator",
                    asOwner: true,
                    logger: log.logger()
                ) { database in
                    try await database.write { db in
                        guard let found = try PersonStore(db).person(pid) else {
                            throw Refused("There is no \(pid).")
                        }
                        try db.take(role, from: found, because: reason)
                        return try PersonStore(db).person(pid)?.platformRoles ?? []
                    }
                }
            } catch ActRefused.conflict(code: _, let detail, errors: _) {
                throw Refused(detail)
            } catch let error as PostgresError where error.isAboutLastAdmin {
                throw Refused.lastAdmin(pid)
            }
            output.show(
                ["pid": .string(pid.description), "platform_roles": .array(left.map(JSON.string))],
                "\(pid) is no \(role.rawValue) any more."
            )
        }
    }
}

extension PostgresError {
    /// Whether the platform would be left without an administrator who can act.
    var isAboutLastAdmin: Bool { constraint == "persons_last_admin" }
}

extension Refused {
    static func lastAdmin(_ pid: PID) -> Self {
        Refused(
            "\(pid) is the last administrator who can act. Invite another one first "
                + "(teahouse admin invite --platform-role admin); tokens can be revoked at once."
        )
    }
}
