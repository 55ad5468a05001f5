// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Domain
import JSON
import Jobs
import Server
import Store

/// `teahouse verify files`: every stored file against the digest it was measured and published under.
struct VerifyFiles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "files",
        abstract: "Check every stored file against its digest, and put what changed into quarantine.",
        discussion: """
            A file whose bytes changed is moved to the folder `quarantine` and served to nobody until the right bytes are back. One that
            cannot be read is told as `unreadable` and stays where it is. What is missing
            and was retired is put back. --sweep retires what no finding and no release names any longer, after a day, as servers do by
            themselves.

            Example:  teahouse verify files --state ./teahouse-state --sweep
            """
    )

    @Option(help: "The folder of the stored files, where it is not that of --state.") var files: String?
    @ArgumentParser.Flag(help: "Retire files that nothing names any longer.") var sweep = false
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func run() async throws {
        let folder = files ?? StateFolder(database.state ?? "./teahouse-state").files
        let result = try await database.with(role: DatabaseOptions.platformRole, logger: log.logger()) {
            pool in
            try await FileAudit(pool, FileStore(directory: folder)).run(sweeps: sweep)
        }
        let faults = result.faults.map { fault -> JSON in
            ["digest": .string(fault.digest.description), "condition": .string("\(fault.condition)")]
        }
        let lines = result.faults.map { "\($0.condition)\t\($0.digest)" }
        let swept = sweep ? "; \(result.sweptFiles) retired (\(result.sweptBytes) bytes)" : ""
        output.show(
            [
                "files": .integer(Int64(result.files)), "bytes": .integer(result.bytes),
                "faults": .array(faults),
                "swept_files": .integer(Int64(result.sweptFiles)), "swept_bytes": .integer(result.sweptBytes),
            ],
            (lines + ["\(result.files) files, \(result.bytes) bytes checked\(swept)."]).joined(
                separator: "\n"
            )
        )
        guard result.faults.isEmpty else {
            throw Refused("\(result.faults.count) files are not what they were.")
        }
    }
}
