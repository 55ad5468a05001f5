// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `teahouse admin`: what only whoever runs the database may do.
struct Admin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Administer the platform, directly on its database.",
        discussion:
            "Example:  teahouse admin organisation create --name \"Nordmark University\" --kind university --owner \"Ada\"",
        subcommands: [
            AdminOrganisation.self, AdminInvite.self, AdminPerson.self, AdminToken.self, AdminRotateKey.self,
            AdminCertificate.self, AdminClock.self, AdminFinding.self, AdminJob.self,
            AdminLimit.self, AdminLog.self, AdminRenewSecret.self,
        ]
    )
}
