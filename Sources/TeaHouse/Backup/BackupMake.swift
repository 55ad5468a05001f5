// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Backup
import Domain
import Files
import Foundation
import JSON
import Server

/// `teahouse backup make`: one backup more.
struct BackupMake: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Make a backup in DIR: the database, then the files, then the keys.",
        discussion: """
            The database is copied by pg_basebackup, which signs in as teahouse_backup, a role with REPLICATION (teahouse migrate
            --print-roles). Files that DIR has are not copied again. A run that was killed leaves an incomplete backup, which the next run
            removes. The signing keys are in it: close DIR to others, and encrypt it where it leaves the machine. What is in it, is there
            under a name of its own once it is whole; `teahouse backup check DIR` reads it all again.

            Example:  teahouse backup make /var/backups/teahouse --state ./teahouse-state
            """
    )

    @Argument(help: "The folder of the backups, on another disk.") var dir: String
    @Option(help: "How many backups to keep.") var keepBackups = 14
    @OptionGroup var passphrase: PassphraseArguments
    @OptionGroup var source: BackupSourceArguments
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func validate() throws {
        guard keepBackups >= 1 else { throw ValidationError("--keep-backups is at least 1.") }
    }

    func run() async throws {
        umask(0o077)
        do {
            let secret = try passphrase.passphrase()
            let (summary, state) = try await source.with(database, logger: log.logger()) { source, state in
                let folder = try BackupFolder(making: dir, passphrase: secret)
                return (try await BackupMaking(source, into: folder).run(keep: keepBackups), state)
            }
            try BackupNote(at: summary.manifest.endedAt, folder: dir, name: summary.manifest.name).write(
                in: state
            )
            show(summary)
            guard summary.manifest.missing.isEmpty else {
                throw Refused(
                    "The backup is whole but for \(summary.manifest.missing.count) files that the store lacks: "
                        + summary.manifest.missing.prefix(5).map(\.description).joined(separator: ", ")
                )
            }
        } catch let held as LockHeld {
            Terminal.print(output.json ? #"{"skipped":true}"# : "Another backup is at work: \(held)")
        }
    }

    private func show(_ summary: BackupSummary) {
        let manifest = summary.manifest
        output.show(
            [
                "backup": .string(manifest.name), "ended_at": .string(manifest.endedAt.description),
                "database_bytes": .integer(summary.databaseBytes), "files": .integer(manifest.files),
                "copied_files": .integer(Int64(summary.copied)),
                "copied_bytes": .integer(summary.copiedBytes),
                "missing": .array(manifest.missing.map { .string($0.description) }),
                "removed": .array(summary.removed.map(JSON.string)),
            ],
            "Backup \(manifest.name): \(summary.databaseBytes) bytes of database, \(manifest.files) files, of which "
                + "\(summary.copied) were new (\(summary.copiedBytes) bytes)."
                + (summary.removed.isEmpty ? "" : " Removed: \(summary.removed.joined(separator: ", ")).")
        )
    }
}

/// What the last backup of a state folder was, in its `backup.json`, for `doctor`.
struct BackupNote {
    let at: Instant
    let folder: String
    let name: String

    private static func path(_ state: StateFolder) -> String { state.path + "/backup.json" }

    init(at: Instant, folder: String, name: String) {
        self.at = at
        self.folder = folder
        self.name = name
    }

    /// Reads it; `nil` where none was made.
    init?(in state: StateFolder) throws {
        guard let bytes = try WholeFile.readIfThere(Self.path(state)), let json = try? JSON(parsing: bytes),
            let at = json["at"]?.string.flatMap({ Instant($0) }), let folder = json["folder"]?.string,
            let name = json["name"]?.string
        else { return nil }
        self.init(at: at, folder: folder, name: name)
    }

    func write(in state: StateFolder) throws {
        let json: JSON = [
            "at": .string(at.description), "folder": .string(folder), "name": .string(name),
        ]
        try WholeFile.replace(Self.path(state), with: json.canonical, mode: 0o644)
    }
}
