// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
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

/// `teahouse export`: the nightly snapshot of everything published.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a signed snapshot of everything published, and what changed since the last one.",
        discussion: """
            DIR/current leads to the last whole snapshot at every moment. DIR is for everybody to read: give it a place of its own that a web
            server can enter, and not one in the state folder of a service. Snapshots share their files, never with the store. A run that finds another one at work says so and
            exits with 0.

            Example:  teahouse export --state ./teahouse-state --to ./export
            """
    )

    @Option(help: "The folder of the export.") var to: String
    @Option(help: "How many snapshots to keep.") var keep = 14
    @Option(help: "Seconds to wait for a database that does not answer.") var databaseWait = 0
    @Option(help: "The folder with the signing keys, where it is not that of --state.") var keys: String?
    @Option(help: "The folder with the files, where it is not that of --state.") var files: String?
    @ArgumentParser.Flag(help: "Leave the formats of others out.") var noFormats = false
    @ArgumentParser.Flag(help: "Do not compress, for file systems that do it themselves.") var noCompression =
        false
    @ArgumentParser.Flag(help: "Leave the crates with the files out.") var noFiles = false
    @ArgumentParser.Flag(help: "Wrap each crate in a BagIt bag.") var bag = false
    @ArgumentParser.Flag(help: "Leave a damaged last snapshot aside; the delta then holds every record.")
    var startAnew =
        false
    @OptionGroup var site: SiteArguments
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func validate() throws {
        guard keep >= 1 else { throw ValidationError("--keep is at least 1.") }
        guard databaseWait >= 0 else { throw ValidationError("--database-wait is at least 0.") }
        guard !(bag && noFiles) else {
            throw ValidationError("--bag is of the files that --no-files leaves out.")
        }
    }

    func run() async throws {
        // What is exported is for everybody, whatever the unit's or the person's mask.
        umask(0o022)
        let logger = log.logger()
        // The night's timer may run at boot.
        let role = DatabaseOptions.platformRole
        try await DatabaseWait(limit: .seconds(databaseWait), logger: logger)() {
            try await database.with(role: role, logger: logger) { pool in try await pool.read { _ in } }
        }
        let folder = URL(filePath: to).standardizedFileURL.path(percentEncoded: false)
        let state = StateFolder(database.state ?? "./teahouse-state")
        let keysFolder = keys ?? state.keys
        let extras = try extras(state)
        do {
            let summary = try await database.with(role: "teahouse_exporter", logger: logger) { exporter in
                try await database.with(role: DatabaseOptions.platformRole, logger: logger) { platform in
                    try await NightlyExport(
                        exporter: exporter,
                        platform: platform,
                        keysDirectory: keysFolder,
                        extras: extras
                    )
                    .run(
                        into: folder,
                        keep: keep,
                        startsAnew: startAnew,
                        compression: noCompression ? .none : .standard,
                        progress: progress
                    )
                }
            }
            show(summary)
            guard summary.incomplete.isEmpty else {
                throw Refused(
                    "\(summary.incomplete.count) crates are left out, since the store lacks files of theirs: "
                        + summary.incomplete.prefix(5).map(\.description).joined(separator: ", ")
                )
            }
        } catch let held as LockHeld {
            Terminal.print(output.json ? #"{"skipped":true}"# : "Another export is at work: \(held)")
        }
    }

    /// The formats, and the crates unless they are left out.
    private func extras(_ state: StateFolder) throws -> ExportExtras {
        let site = site.options.site(at: Self.address)
        guard !noFiles else { return ExportExtras(site: site, formats: !noFormats, files: nil) }
        let folder = files ?? state.files
        guard FileManager.default.fileExists(atPath: folder) else {
            throw CannotRun(
                "There are no files in \(folder); name their folder with --files, or say --no-files."
            )
        }
        let store = try FileStore(directory: folder)
        return ExportExtras(site: site, formats: !noFormats, files: store.path(of:), bags: bag)
    }

    /// Where a server listens that was told nothing else.
    private static let address = "http://127.0.0.1:8080"

    @Sendable private func progress(_ count: Int) {
        guard Terminal.isInteractive, !output.json else { return }
        Terminal.hint("\r\(count) publications")
    }

    private func show(_ summary: ExportSummary) {
        let counts = summary.manifest.counts
        output.show(
            [
                "snapshot": .string(summary.path),
                "run": .integer(Int64(summary.manifest.run)),
                "published": .integer(Int64(counts.published)),
                "withdrawn": .integer(Int64(counts.withdrawn)),
                "put": .integer(Int64(counts.put)),
                "withdraw": .integer(Int64(counts.withdraw)),
                "hide": .integer(Int64(counts.hide)),
                "incomplete_crates": .array(summary.incomplete.map { .string($0.description) }),
                "bytes": .integer(Int64(summary.size)),
            ],
            "\(counts.published) published, \(counts.withdrawn) withdrawn; since the last snapshot \(counts.put) put, "
                + "\(counts.withdraw) withdrawn, \(counts.hide) hidden; \(summary.size) bytes in \(summary.path)"
        )
    }
}
