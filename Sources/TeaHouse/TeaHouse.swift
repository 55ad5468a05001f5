// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Telemetry

/// The command `teahouse`.
struct TeaHouse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "teahouse",
        abstract:
            "An open research platform: theory is open, know-how stays with its owner until it is openable.",
        discussion: """
            Try it:  teahouse up --demo

            Exit codes: 0 done, 1 refused, 2 wrong usage, 3 cannot run, 4 a certificate holds but may have been withdrawn.
            """,
        version: ProgramVersion.text,
        subcommands: [
            Up.self, Serve.self, Migrate.self, Admin.self, Moderate.self, Export.self, Verify.self,
            Measure.self, Anonymise.self, Screen.self, OpenAPICommand.self, PermissionsCommand.self,
            BackupCommand.self, Restore.self, RestoreDrill.self, Doctor.self, VersionCommand.self,
        ]
    )
}
