// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `teahouse backup`: copies of the database, the files and the keys.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Back up the database, the files and the keys; `teahouse backup DIR` makes one.",
        subcommands: [BackupMake.self, BackupFollow.self, BackupCheckCommand.self],
        defaultSubcommand: BackupMake.self
    )
}
