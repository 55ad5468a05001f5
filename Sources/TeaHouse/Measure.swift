// SPDX-License-Identifier: Apache-2.0
import Anonymity
import ArgumentParser
import Files
import JSON
import Tables

/// `teahouse measure`: the anonymity of a table, without server or database.
struct Measure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how anonymous a table is, and whether a profile's gate would open.",
        discussion: """
            Exit codes: 0 the gate opens or no profile was named, 1 it does not, 2 wrong usage, 3 the table cannot be read.

            Example:  teahouse measure planes.csv --quasi year,engines --sensitive manufacturer --profile agreement
            """
    )

    @Argument(help: "The table: CSV or TSV with a header, packed by gzip or not.") var file: String
    @Option(
        help:
            "The quasi-identifiers, separated by commas; CSV quoting. Several times for what somebody may know together: all sets are measured, the gate takes the worst."
    )
    var quasi: [String] = []
    @Option(help: "The sensitive attributes.") var sensitive: String = ""
    @ArgumentParser.Flag(help: "Add the other sensitive attributes to the quasi-identifiers of each.")
    var combine = false
    @Option(help: "The column that says who or what a row is about; k is counted in those.") var subject:
        String?
    @Option(
        help:
            "COLUMN=FILE: a tree of a sensitive attribute, for its t; rows of value;parent;…;root. May be repeated."
    )
    var hierarchy: [String] = []
    @OptionGroup var measuring: TableMeasuring
    @Option(help: "open, agreement or enclave.") var profile: String?
    @Option(help: "Write the report as a web page too; a file that is there is not overwritten.") var html:
        String?
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func run() throws {
        if let html { try NewFile.require(html) }
        let gate = try profile.map(measuring.profile)
        let quasi = try QuasiIdentifiers(quasi)
        let roles = try Self.roles(quasi, [(sensitive, .sensitive)])
        let report = try TableMeasuring.explaining(file) {
            let table = try measuring.reading.table(file)
            try measuring.requireColumns(in: table)
            return try measuring.report(
                on: table,
                roles,
                gate ?? measuring.profile("agreement"),
                MeasureOptions(
                    combine: combine,
                    quasiSets: quasi.sets,
                    subject: subject,
                    hierarchies: hierarchies()
                )
            )
        }
        if let html { try NewFile.write(html) { try $0(Array(report.html().utf8)) } }
        output.show(report.json, report.text)
        if gate != nil, !report.gate.passed { throw ExitCode(1) }
    }

    private func hierarchies() throws -> [String: Hierarchy] {
        var trees: [String: Hierarchy] = [:]
        for text in hierarchy {
            guard let end = text.firstIndex(of: "=") else {
                throw ValidationError("--hierarchy is COLUMN=FILE.")
            }
            let path = String(text[text.index(after: end)...])
            do {
                trees[String(text[..<end])] = try Hierarchy(reading: TableFile.open(path))
            } catch let error as Hierarchy.Malformed {
                throw CannotRun("\(path): \(error)")
            } catch let error as CSVError {
                throw CannotRun("\(path): \(error)")
            }
        }
        return trees
    }

    /// The roles of quasi-identifiers, and those that lists of column names give, each column once.
    static func roles(_ quasi: QuasiIdentifiers, _ lists: [(names: String, role: ColumnRole)]) throws
        -> [String: ColumnRole]
    {
        var roles = Dictionary(uniqueKeysWithValues: quasi.all.map { ($0, ColumnRole.quasi) })
        for (text, role) in lists {
            for name in try ColumnNames.list(text) {
                guard roles.updateValue(role, forKey: name) == nil else {
                    throw ValidationError("\(name) is named twice.")
                }
            }
        }
        return roles
    }
}
