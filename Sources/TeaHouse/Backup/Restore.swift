// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Backup
import Domain
import JSON
import Server

/// Which state of a backup is meant.
struct RestoreArguments: ParsableArguments {
    @Option(help: "The backup's name; else the newest that reaches back far enough.") var backup: String?
    @Option(
        help: "The moment to go back to, as 2026-12-01T10:00:00Z; else all that there is.",
        transform: { text in
            guard let moment = Instant(text) else {
                throw ValidationError("'\(text)' is not a time like 2026-12-01T10:00:00Z.")
            }
            return moment
        }
    )
    var toTime: Instant?
}

extension BackupError {
    /// Whether what was asked for is refused, rather than impossible to do.
    fileprivate var isRefusal: Bool {
        switch self {
        case .tooEarly, .tooLate, .unknownName, .damaged: true
        default: false
        }
    }
}

/// Runs `body`; a refusal of the backup's is one of the command.
func refusing<T>(_ body: () async throws -> T) async throws -> T {
    do {
        return try await body()
    } catch let error as BackupError where error.isRefusal {
        throw Refused("\(error)")
    }
}

/// `teahouse restore`: a new state folder of a backup.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a new state folder of a backup in DIR, as it was at its end or at a named second.",
        discussion: """
            The folder gets `postgres`, `files` and `keys`; nothing is written over, and the folder is there only once all is in it. Stop what
            ran before, then `teahouse up --state FOLDER`, or give `postgres` to the cluster that `serve` uses. Where the world has seen a
            newer state of the transparency log than was restored, `teahouse admin log resume` comes first; where that is not known, name the
            newest checkpoint that anybody has, as log/checkpoint of the last export.

            Example:  teahouse restore /var/backups/teahouse --into ./restored --to-time 2026-12-01T10:00:00Z
            """
    )

    @Argument(help: "The folder of the backups.") var dir: String
    @Option(help: "The state folder to be made.") var into: String
    @OptionGroup var wanted: RestoreArguments
    @OptionGroup var passphrase: PassphraseArguments
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func run() async throws {
        let target = StateFolder(into).path
        let summary = try await refusing {
            let folder = try BackupFolder(opening: dir, passphrase: passphrase.passphrase())
            return try await Restoring(folder, logger: log.logger())
                .run(into: target, from: wanted.backup, to: wanted.toTime)
        }
        output.show(
            [
                "state": .string(target), "backup": .string(summary.backup.name),
                "moment": summary.moment.map { .string($0.description) } ?? .null,
                "files": .integer(Int64(summary.files)), "file_bytes": .integer(summary.fileBytes),
                "missing": .array(summary.missing.map { .string($0.description) }),
                "seconds": .number(summary.took / .seconds(1)),
            ],
            """
            Restored \(target) of \(summary.backup.name)\(summary.moment.map { ", as it was at \($0)" } ?? ""): \
            \(summary.files) files.
            Before it serves again, name the newest checkpoint of the log that anybody has seen:
              teahouse admin log resume --state \(target) --newest FILE --dry-run
            """
        )
        guard summary.missing.isEmpty else {
            throw Refused(
                "\(summary.missing.count) files are named and not in the backup: "
                    + summary.missing.prefix(5).map(\.description).joined(separator: ", ")
            )
        }
    }
}
