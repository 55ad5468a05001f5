// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import JSON
import Jobs
import Logging
import Postgres
import Publication
import Server

/// `teahouse export`: the nightly snapshot of everything published.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a signed snapshot of everything published, and what changed since the last one.",
        discussion: """
            DIR/current leads to the last whole snapshot at every moment. A run that finds another one at work says so and
            exits with 0.

            Example:  teahouse export --state ./teahouse-state --to ./export
            """
    )

    @Option(help: "The folder of the export.") var to: String
    @Option(help: "How many snapshots to keep.") var keep = 14
    @Option(help: "The folder with the signing keys, where it is not that of --state.") var keys: String?
    @Flag(help: "Leave a damaged last snapshot aside; the delta then holds every record.") var startAnew =
        false
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard keep >= 1 else { throw ValidationError("--keep is at least 1.") }
    }

    func run() async throws {
        let logger = output.log.logger()
        let folder = URL(filePath: to).standardizedFileURL.path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let keysFolder = keys ?? StateFolder(database.state ?? "./teahouse-state").keys
        do {
            let summary = try await database.with(role: "teahouse_exporter", logger: logger) { exporter in
                try await database.with(role: "teahouse_app", logger: logger) { app in
                    try await NightlyExport(exporter: exporter, app: app, keysDirectory: keysFolder)
                        .run(into: folder, keep: keep, startsAnew: startAnew, progress: progress)
                }
            }
            show(summary)
        } catch let held as LockHeld {
            Terminal.print(output.json ? #"{"skipped":true}"# : "Another export is at work: \(held)")
        }
    }

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
                "bytes": .integer(Int64(summary.size)),
            ],
            "\(counts.published) published, \(counts.withdrawn) withdrawn; since the last snapshot \(counts.put) put, "
                + "\(counts.withdraw) withdrawn; \(summary.size) bytes in \(summary.path)"
        )
    }
}
