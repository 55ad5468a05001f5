// SPDX-License-Identifier: Apache-2.0
import Anonymity
import ArgumentParser
import Foundation
import JSON
import Jobs
import Screening
import Tables

/// `teahouse screen`: what the first gate would say of files, on the researcher's own machine.
struct Screen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check files as the platform's first gate would, before they are submitted.",
        discussion: """
            Looks for direct identifiers, for statistics that disclose something about single units (counts
            below 10 and zeros, dominance, few residual degrees of freedom), and,
            with --release, for rows and rare tokens of the data that was used, however they are written: as
            tables, JSON, HTML, SQL, YAML, LaTeX, notebooks, base64, in another order, rounded. What cannot be
            read (pictures aside) stands in the way. Nothing leaves this machine.
            `fail` stands in the way; `review` is for a moderator to look at, such as whole numbers that may be
            counts; a `note` is said and stops nothing.
            Two things only the platform can check: counts beside those of earlier findings, and passages that
            a provider objected to.

            Exit codes: 0 nothing stands in the way, 1 something does, 2 wrong usage, 3 a file cannot be read.

            Example:  teahouse screen result.md table.csv --release pumps.csv
            """
    )

    @Argument(help: "The files of the finding.") var files: [String]
    @Option(help: "A file of a release that was used: CSV or TSV, packed by gzip or not; may be repeated.")
    var release: [String] = []
    @OptionGroup(title: "How the releases are written") var reading: TableOptions
    @OptionGroup var packs: IdentifierArguments
    @OptionGroup var own: OwnIdentifierArguments
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func run() throws {
        let tables = try release.map { path in
            try TableMeasuring.explaining(path) { try reading.table(path) }
        }
        let copies = tables.map { table in
            ReleaseCopy(
                release: "the release",
                name: URL(filePath: table.path).lastPathComponent,
                isDeclared: true,
                dialect: table.dialect
            ) { try table.open() }
        }
        let pass = try ScreeningPass(
            releases: copies,
            for: packs.rules(own: own.own()),
            onUnreadable: { release, error in
                throw CannotRun("\(release.name) is no table: \(error.withOption)")
            }
        )
        let texts = files.map { FindingText(path: $0, name: URL(filePath: $0).lastPathComponent) }
        let items = try pass.run(texts).flatMap(\.items)
        let failures = items.filter { $0.severity == .fail }
        output.show(
            [
                "passed": .bool(failures.isEmpty), "items": .array(items.map(ScreeningReport.json)),
                "releases": .array(
                    tables.map { ["file": .string($0.path), "dialect": $0.dialect.json] }
                ),
            ],
            text(items, failures.count, tables)
        )
        if !failures.isEmpty { throw ExitCode(1) }
    }

    private func text(_ items: [ScreeningReport.Item], _ failures: Int, _ tables: [TableFile]) -> String {
        let releases = tables.map { "\($0.path.harmless) is read as \($0.dialect)." }
        let lines = items.map { item in
            let place = item.file + (item.line.map { ":\($0)" } ?? "")
            return "\(item.severity.rawValue)\t\(place)\t\(item.rule)\t\(item.detail)"
        }
        let reviews = items.count { $0.severity == .review }
        let end =
            failures == 0
            ? "Nothing stands in the way\(reviews == 0 ? "." : "; \(reviews) for a person to look at.")"
            : "\(failures) stand in the way."
        return (releases + lines + [end]).joined(separator: "\n")
    }
}
