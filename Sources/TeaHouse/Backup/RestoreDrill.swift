// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Backup
import Domain
import Files
import Foundation
import JSON
import Jobs
import Logging
import Postgres
import Publication
import Server
import Store
import Workflow

/// `teahouse restore-drill`: whether a backup can be restored, and how long that takes.
struct RestoreDrill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore-drill",
        abstract: "Restore a backup in DIR to a throw-away folder, look at all of it, and remove it again.",
        discussion: """
            Says what would be lost (rpo_seconds: what was committed since then is in no backup) and how long it takes until the restored
            database answers and its files are there (rto_seconds). It looks at the transparency log, the files, the documents and whose keys
            they are, and ends with 1 when anything is wrong, which it names.

            Example:  teahouse restore-drill /var/backups/teahouse --scratch /var/tmp
            """
    )

    @Argument(help: "The folder of the backups.") var dir: String
    @Option(help: "Where there is room for all of it; else the folder for temporary files.") var scratch:
        String?
    @OptionGroup var wanted: RestoreArguments
    @OptionGroup var passphrase: PassphraseArguments
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func run() async throws {
        let began = Instant(rawValue: Int64(Date.now.timeIntervalSince1970 * 1_000_000))
        let logger = log.logger()
        let place = scratch ?? FileManager.default.temporaryDirectory.path(percentEncoded: false)
        let made = StateFolder("\(place)/teahouse-drill-\(getpid())").path
        defer { try? Folder(made).remove() }
        var lines: [(name: String, trouble: String?)] = []
        let (summary, reached) = try await refusing {
            let folder = try BackupFolder(opening: dir, passphrase: passphrase.passphrase())
            let summary = try await Restoring(folder, logger: logger)
                .run(into: made, from: wanted.backup, to: wanted.toTime) { connection, making in
                    let checks = RestoredChecks(
                        conninfo: Conninfo(connection),
                        state: StateFolder(making),
                        logger: logger
                    )
                    lines = await checks.run()
                }
            return (summary, try folder.archiveState()?.until ?? summary.backup.endedAt)
        }
        if !summary.missing.isEmpty {
            lines.append(
                ("files", "\(summary.missing.count) missing: \(summary.missing.prefix(5).map(\.description))")
            )
        }
        let rpo = Double(began.rawValue - (summary.moment ?? reached).rawValue) / 1_000_000
        let rto = summary.took / .seconds(1)
        let items = lines.map { line -> JSON in
            ["check": .string(line.name), "trouble": line.trouble.map(JSON.string) ?? .null]
        }
        output.show(
            [
                "backup": .string(summary.backup.name),
                "reached": .string((summary.moment ?? reached).description),
                "rpo_seconds": .number(rpo), "rto_seconds": .number(rto),
                "files": .integer(Int64(summary.files)), "checks": .array(items),
            ],
            (lines.map { line in line.trouble.map { "FAIL  \(line.name): \($0)" } ?? "ok    \(line.name)" }
                + [
                    "\(summary.backup.name) restores in \(Int(rto.rounded(.up))) s; what was committed in the last "
                        + "\(Int(rpo.rounded(.up))) s is not in it."
                ]).joined(separator: "\n")
        )
        if lines.contains(where: { $0.trouble != nil }) { throw Refused("The restored state is not whole.") }
    }
}

/// What is looked at in a restored state while its database runs.
struct RestoredChecks {
    let conninfo: Conninfo
    let state: StateFolder
    let logger: Logger

    func run() async -> [(name: String, trouble: String?)] {
        var lines: [(name: String, trouble: String?)] = []
        func check(_ name: String, _ body: () async throws -> Void) async {
            do {
                try await body()
                lines.append((name, nil))
            } catch {
                lines.append((name, "\(error)"))
            }
        }
        var options = DatabaseOptions()
        options.databaseUrl = conninfo.description
        options.platformDatabaseUrl = nil
        options.state = nil
        let database = options
        await check("schema") {
            let pending = try await Schema(conninfo, logger: logger).plan()
            guard pending.isEmpty else { throw CheckFailure("it lacks \(pending.joined(separator: ", "))") }
        }
        await check("signing keys") { _ = try KeyRing(opening: state.keys) }
        await check("transparency log") {
            let list = try Signed<KeyList>(parsing: WholeFile.read(state.keys + "/keys.json", limit: 1 << 24))
            let found = try await database.with(role: "teahouse_exporter", logger: logger) { pool in
                try await LogAudit(pool, keys: list).verify()
            }
            if let failure = found.firstFailure, failure.detail != "nothing was sealed yet" {
                throw CheckFailure(failure.detail)
            }
        }
        await check("files") {
            let result = try await database.with(role: DatabaseOptions.platformRole, logger: logger) { pool in
                try await FileAudit(pool, FileStore(directory: state.files)).run()
            }
            guard result.faults.isEmpty else {
                throw CheckFailure(
                    result.faults.map { "\($0.condition) \($0.digest)" }.joined(separator: ", ")
                )
            }
        }
        await check("published documents") {
            let damaged = try await database.with(role: "teahouse_exporter", logger: logger) { pool in
                try await pool.snapshot { db in try PublishedDigestStore(db).damaged(atMost: 5) }
            }
            guard damaged.isEmpty else {
                throw CheckFailure("other bytes than were certified: \(damaged.joined(separator: ", "))")
            }
        }
        return lines
    }
}
