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

            With --mask small counts are left out of tables: each file is written again into a folder with `*` for
            them, for as many others as the totals would tell them by, and with shares of what is shown; with
            --round 5 or 10 what stays is rounded. Tables of cells and drawn ones are written so; sentences, JSON
            and HTML stay as they are. What was changed is said, and what is written is screened: that decides the
            exit code.

            Exit codes: 0 nothing stands in the way, 1 something does, 2 wrong usage, 3 a file cannot be read.

            Example:  teahouse screen result.md table.csv --release pumps.csv --mask masked
            """
    )

    @Argument(help: "The files of the finding.") var files: [String]
    @Option(help: "A file of a release that was used: CSV or TSV, packed by gzip or not; may be repeated.")
    var release: [String] = []
    @Option(help: "Write the files into this folder without their small counts; none may be there yet.")
    var mask: String?
    @Option(help: "With --mask: round the counts that stay to multiples of 5 or 10.") var round: Int?
    @OptionGroup(title: "How the releases are written") var reading: TableOptions
    @OptionGroup var packs: IdentifierArguments
    @OptionGroup var own: OwnIdentifierArguments
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func validate() throws {
        guard round == nil || mask != nil else { throw ValidationError("--round needs --mask.") }
        guard round == nil || round == 5 || round == 10 else { throw ValidationError("--round is 5 or 10.") }
    }

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
        let own = files.map { FindingText(path: $0, name: URL(filePath: $0).lastPathComponent) }
        let masked = try mask.map { try Masking(own, into: $0, rounding: round) }
        let items = try pass.run(masked?.texts ?? own).flatMap(\.items)
        let failures = items.filter { $0.severity == .fail }
        var said: [String: JSON] = [
            "passed": .bool(failures.isEmpty), "items": .array(items.map(ScreeningReport.json)),
            "releases": .array(
                tables.map { ["file": .string($0.path), "dialect": $0.dialect.json] }
            ),
        ]
        let left = masked == nil ? [] : Masking.left(of: items)
        if let masked {
            try masked.write()
            said["changes"] = masked.json
            said["left"] = .array(left.map(JSON.string))
        }
        output.show(
            .object(said),
            (masked?.lines ?? "") + Masking.lines(of: left) + text(items, failures.count, tables)
        )
        if !failures.isEmpty || !left.isEmpty { throw ExitCode(1) }
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
