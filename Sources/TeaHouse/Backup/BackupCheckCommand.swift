// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Backup
import Domain
import Foundation
import JSON

/// `teahouse backup check`: whether everything is there that a restore needs.
struct BackupCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract:
            "Read every file of the backups in DIR again, and name what is damaged, missing or too old.",
        discussion: """
            It needs no database. With --max-age and --max-lag it says when the last backup, or the end of the archive, is too long ago. It
            ends with 1 when anything is named.

            Example:  teahouse backup check /var/backups/teahouse --max-age 26
            """
    )

    @Argument(help: "The folder of the backups.") var dir: String
    @Option(help: "The most hours that the newest backup may be old.") var maxAge: Int?
    @Option(help: "The most seconds that the archive may be behind.") var maxLag: Int?
    @OptionGroup var passphrase: PassphraseArguments
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let folder = try BackupFolder(opening: dir, passphrase: passphrase.passphrase())
        let result = try BackupCheck(folder).run()
        let now = Instant(rawValue: Int64(Date.now.timeIntervalSince1970 * 1_000_000))
        var lines = result.faults.map { "\($0.name): \($0.detail)" }
        let newest = result.backups.map(\.endedAt).max()
        if let maxAge, let newest, newest < now.advanced(bySeconds: -Int64(maxAge) * 3600) {
            lines.append("backups: the newest ended at \(newest), more than \(maxAge) h ago")
        }
        if let maxLag, result.archive.map({ $0.until < now.advanced(bySeconds: -Int64(maxLag)) }) ?? true {
            let until = result.archive.map { "ends at \($0.until)" } ?? "is not there"
            lines.append("wal: the archive \(until), more than \(maxLag) s ago")
        }
        output.show(
            [
                "backups": .array(result.backups.map { .string($0.name) }),
                "newest_ended_at": newest.map { .string($0.description) } ?? .null,
                "archive_until": result.archive.map { .string($0.until.description) } ?? .null,
                "files": .integer(Int64(result.files)), "surplus_files": .integer(Int64(result.surplus)),
                "segments": .integer(Int64(result.segments)), "bytes": .integer(result.bytes),
                "faults": .array(lines.map(JSON.string)),
            ],
            (lines + [
                "\(result.backups.count) backups, \(result.files) files and \(result.surplus) that came since, "
                    + "\(result.segments) files of the log; "
                    + (result.archive.map { "every second to \($0.until)." } ?? "no archive.")
            ]).joined(separator: "\n")
        )
        guard lines.isEmpty else { throw Refused("The backup is not as it should be.") }
    }
}
