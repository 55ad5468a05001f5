// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import JSON
import Jobs
import Postgres
import Publication
import Server
import Workflow

/// `teahouse admin log`.
struct AdminLog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Have the transparency log go on after a restore.",
        subcommands: [Resume.self]
    )

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open the log anew, under its next name, and say what it has lost.",
            discussion: """
                For a database that was put back to an earlier day than the log had been signed for. FILE is the newest checkpoint that is known:
                checkpoint.high in the folder of keys, log/checkpoint of the last export, or one that somebody kept. The first entry
                under the new name names it. First stop every server.

                Example:  teahouse admin log resume --newest ./teahouse-state/keys/checkpoint.high --state ./teahouse-state
                """
        )

        @Option(help: "The newest checkpoint of the log as it was.") var newest: String
        @Option(help: "The folder with the keys, where it is not that of --state.") var keys: String?
        @ArgumentParser.Flag(help: "Say what is lost, and change nothing.") var dryRun = false
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var log: LogOptions

        func run() async throws {
            do {
                try await resume()
            } catch let error as ResumptionRefused {
                throw Refused("\(error)")
            }
        }

        private func resume() async throws {
            let folder = keys ?? StateFolder(database.state ?? "./teahouse-state").keys
            guard let known = SignedCheckpoint(String(decoding: try Verify.bytes(newest), as: UTF8.self))
            else {
                throw Refused("\(newest) is no checkpoint.")
            }
            let isOnlyAsked = dryRun
            let logger = log.logger()
            let gap = try await database.standing(logger: logger) {
                try await database.with(role: DatabaseOptions.platformRole, logger: logger) { pool in
                    let gap = try await pool.write { db in
                        try db.resumeLog(after: known, signedIn: folder, isOnlyAsked: isOnlyAsked)
                    }
                    if !isOnlyAsked {
                        _ = try await Sealing(pool, keysDirectory: folder, origin: gap.origin).run()
                    }
                    return gap
                }
            }
            show(gap)
        }

        private func show(_ gap: LogGap) {
            let lost = max(0, gap.previous.size - gap.size)
            let what =
                lost > 0
                ? "\(lost) entries are lost: \(gap.previous.size) were signed, and this database has \(gap.size)."
                : "This database has \(gap.size) entries, and others than the \(gap.previous.size) that were signed."
            output.show(
                [
                    "previous_origin": .string(gap.previous.origin),
                    "previous_size": .integer(gap.previous.size), "size": .integer(gap.size),
                    "origin": .string(gap.origin), "resumed": .bool(!dryRun),
                ],
                "\(what)\n"
                    + (dryRun
                        ? "The log would go on as \(gap.origin)."
                        : "The log goes on as \(gap.origin); tell those who keep checkpoints.")
            )
        }
    }
}
