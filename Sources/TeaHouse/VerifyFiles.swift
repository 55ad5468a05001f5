// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import JSON
import Jobs
import Postgres
import Server
import Store
import Workflow

/// `teahouse verify files`: every stored file against the digest it was measured and published under.
struct VerifyFiles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "files",
        abstract: "Check every stored file against its digest, and put what changed into quarantine.",
        discussion: """
            A file whose bytes changed is moved to the folder `quarantine` and served to nobody until the right bytes are back. One that
            cannot be read is told as `unreadable` and stays where it is. --sweep moves what no finding and no release has named for a day to the
            folder `retired`, and removes what has been there for --keep-days, which must be no less than the backups are kept. What a row
            names is put back from there. A database that is older than its log, as after a restore, sweeps nothing.

            Example:  teahouse verify files --state ./teahouse-state --sweep
            """
    )

    @Option(help: "The folder of the stored files, where it is not that of --state.") var files: String?
    @Option(help: "The folder with the signing keys, where it is not that of --state.") var keys: String?
    @ArgumentParser.Flag(help: "Take out of the store what nothing names any longer.") var sweep = false
    @Option(help: "For how many days what was taken out can come back.") var keepDays = Sweep.usualDays
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func validate() throws {
        guard keepDays >= 1 else { throw ValidationError("--keep-days is at least 1.") }
    }

    func run() async throws {
        let state = StateFolder(database.state ?? "./teahouse-state", keys: keys, files: files)
        let (result, swept) = try await database.with(
            role: DatabaseOptions.platformRole,
            logger: log.logger()
        ) { pool in
            if sweep { try await requireNewest(pool, state.keys) }
            let store = try FileStore(directory: state.files)
            let result = try await FileAudit(pool, store).run()
            return (result, sweep ? try await Sweep(pool, store, days: keepDays).run() : nil)
        }
        let faults = result.faults.map { fault -> JSON in
            ["digest": .string(fault.digest.description), "condition": .string("\(fault.condition)")]
        }
        var lines = result.faults.map { "\($0.condition)\t\($0.digest)" }
        lines += result.reclaimed.map { "reclaimed\t\($0)" }
        var summary = "\(result.files) files, \(result.bytes) bytes checked"
        if let swept {
            summary += "; \(swept.retired) retired (\(swept.retiredBytes) bytes)"
            summary += ", \(swept.gone) removed (\(swept.goneBytes) bytes)"
        }
        let json: JSON = [
            "files": .integer(Int64(result.files)),
            "bytes": .integer(result.bytes),
            "faults": .array(faults),
            "reclaimed": .array(result.reclaimed.map { .string($0.description) }),
            "swept_files": .integer(Int64(swept?.retired ?? 0)),
            "swept_bytes": .integer(swept?.retiredBytes ?? 0),
            "expired_files": .integer(Int64(swept?.gone ?? 0)),
            "expired_bytes": .integer(swept?.goneBytes ?? 0),
        ]
        output.show(json, (lines + [summary + "."]).joined(separator: "\n"))
        guard result.faults.isEmpty else {
            throw Refused("\(result.faults.count) files are not what they were.")
        }
    }

    /// Refuses a database that is older than its log: the live one's newer files are not to be swept by it.
    private func requireNewest(_ pool: Database, _ keys: String) async throws {
        do {
            try await pool.read { db in _ = try db.signingKeys(in: keys) }
        } catch let refused as SigningRefused {
            throw CannotRun("Nothing was swept. \(refused)")
        }
    }
}
