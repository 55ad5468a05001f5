// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Backup
import Domain
import Foundation
import JSON
import Server
import UnixSignals

/// `teahouse backup follow`: an archive of all that is written, as it is written.
struct BackupFollow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow",
        abstract: "Copy what the database writes into DIR, every few seconds, until it is stopped.",
        discussion: """
            With it a backup can be brought to any second since it was made, and a lost machine costs what was written since the last round.
            The database keeps its log for it in the slot teahouse_backup: set max_slot_wal_keep_size, so that a follower that is away does
            not fill the disk. Whoever stops it for good drops the slot. Files and keys are copied before what names them.

            Example:  teahouse backup follow /var/backups/teahouse --state ./teahouse-state
            """
    )

    @Argument(help: "The folder of the backups, on another disk.") var dir: String
    @Option(help: "Seconds from one round to the next.") var every = 10
    @Option(help: "A folder on this machine for the log that is not copied yet; else STATE/wal.") var spool:
        String?
    @OptionGroup var passphrase: PassphraseArguments
    @OptionGroup var source: BackupSourceArguments
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func validate() throws {
        guard every >= 1 else { throw ValidationError("--every is at least 1.") }
    }

    func run() async throws {
        umask(0o077)
        let secret = try passphrase.passphrase()
        let logger = log.logger()
        try await source.with(database, logger: logger) { source, state in
            let follower = ArchiveFollower(
                source,
                into: try BackupFolder(making: dir, passphrase: secret),
                spool: spool ?? state.path + "/wal",
                logger: logger
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    var isReady = false
                    try await follower.run(every: .seconds(every)) { reached in
                        if !isReady { ServiceManager.isReady() }
                        isReady = true
                        if output.json { output.show(["until": .string(reached.until.description)], "") }
                    }
                }
                group.addTask {
                    for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint) { return }
                }
                defer { group.cancelAll() }
                do {
                    try await group.next()
                } catch is CancellationError {}
            }
        }
    }
}
