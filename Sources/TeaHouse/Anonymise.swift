// SPDX-License-Identifier: Apache-2.0
import Anonymity
import ArgumentParser
import Files
import JSON
import OpenSSL
import Tables

/// `teahouse anonymise`: a recipe carried out on a table, and the result measured;
/// without server or database.
struct Anonymise: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a table anonymous by a recipe, or look for a recipe, and measure the result.",
        discussion: """
            A recipe is JSON: {"version": 1, "roles": {…}, "columns": {"year": [{"interval": {"width": 5}}]}, "suppress_rows": {"k": 5}}. With
            --suggest one is looked for that brings the table to the profile and loses least; it is printed, and carried out if there is --out.

            Exit codes: 0 done, and the profile's gate opens if one was named; 1 it does not, or no recipe was found; 2 wrong usage; 3 the table cannot
            be read or written.

            Example:  teahouse anonymise planes.csv --recipe recipe.json --out open.csv --quasi year --sensitive engine --profile agreement
            """
    )

    @Argument(help: "The table: CSV or TSV with a header, packed by gzip or not.") var file: String
    @Option(help: "The recipe (JSON).") var recipe: String?
    @ArgumentParser.Flag(help: "Look for a recipe.") var suggest = false
    @Option(help: "Where the result goes; a file that is there is not overwritten.") var out: String?
    @Option(
        help:
            "The quasi-identifiers, separated by commas; else as the recipe's roles say. Several times for what somebody may know together; a recipe is looked for against all of them at once."
    )
    var quasi: [String] = []
    @Option(help: "The sensitive attributes; else as the recipe's roles say.") var sensitive: String = ""
    @Option(help: "Direct identifiers, which a suggested recipe drops.") var direct: String = ""
    @Option(help: "The column that says who or what a row is about.") var subject: String?
    @Option(help: "open, agreement or enclave; the one to reach for --suggest, agreement unless said.")
    var profile: String?
    @Option(help: "The share of rows that a suggested recipe may leave out.") var limit = 0.05
    @Option(
        help:
            "A file with the key of this release, 16 bytes or more, for pseudonyms, noise and shifted dates."
    )
    var key: String?
    @Option(help: "Write the report on both tables as a web page too.") var html: String?
    @OptionGroup var measuring: TableMeasuring
    @OptionGroup var output: OutputOptions
    @OptionGroup var log: LogOptions

    func validate() throws {
        guard suggest != (recipe != nil) else {
            throw ValidationError("Either --recipe or --suggest is needed.")
        }
        guard suggest || out != nil else { throw ValidationError("--out is missing.") }
        guard (0...1).contains(limit) else { throw ValidationError("--limit lies in 0 to 1.") }
    }

    func run() throws {
        let gate = try profile.map(measuring.profile)
        if let out { try NewFile.require(out) }
        do {
            try TableMeasuring.explaining(file) {
                let table = try measuring.reading.table(file)
                try measuring.requireColumns(in: table)
                try run(on: table, gate)
            }
        } catch let error as TransformError {
            throw Refused("\(error)")
        }
    }

    private func run(on table: TableFile, _ gate: GateProfile?) throws {
        let profile = try gate ?? measuring.profile("agreement")
        var encoded = try EncodedTable(reading: table.open(), dialect: table.dialect)
        let named = try Measure.roles(
            QuasiIdentifiers(quasi),
            [(sensitive, .sensitive), (direct, .direct)]
        )
        if suggest {
            let found = try find(in: encoded, named, profile)
            if let out {
                return try carryOut(found.recipe, named, found, on: &encoded, table, into: out, profile)
            }
            if !output.json { Terminal.error(Self.summary(of: found)) }
            return Terminal.print(
                String(decoding: Self.json(of: found, whole: output.json).canonical, as: UTF8.self)
            )
        }
        guard let recipe, let out else { return }
        let read = try JSONFile.read(recipe, as: "recipe") { json throws(InvalidObject) in try Recipe(json) }
        try carryOut(read, named, nil, on: &encoded, table, into: out, profile)
    }

    private func find(in table: EncodedTable, _ roles: [String: ColumnRole], _ profile: GateProfile) throws
        -> RecipeSearch.Found
    {
        guard roles.values.contains(.quasi) else { throw ValidationError("--suggest needs --quasi.") }
        let search = try RecipeSearch(
            table,
            roles: roles,
            profile: profile,
            limit: limit,
            missing: measuring.missingWords
        )
        guard let found = search.run() else {
            throw Refused("No recipe brings this table to the profile \(profile.name).")
        }
        return found
    }

    private func carryOut(
        _ recipe: Recipe,
        _ named: [String: ColumnRole],
        _ found: RecipeSearch.Found?,
        on table: inout EncodedTable,
        _ source: TableFile,
        into out: String,
        _ judged: GateProfile
    ) throws {
        var roles = recipe.roles.merging(named) { $1 }
        for name in roles.keys.sorted() { _ = try table.index(of: name) }
        let before = try measure(source, roles, judged)
        let quasi = table.header.filter { roles[$0] == .quasi }
        let code = try key.map { path in
            let bytes = try Verify.bytes(path)
            guard bytes.count >= 16 else { throw ValidationError("\(path): a key has 16 bytes or more.") }
            return { (message: [UInt8]) in HMACSHA256.code(for: message, key: bytes) }
        }
        let change = try Anonymiser(recipe, code: code, missing: measuring.missingWords)
            .apply(to: &table, quasi: quasi)
        roles = roles.filter { table.header.contains($0.key) }
        let made = table
        try NewFile.write(out) { sink in try made.write(to: sink) }
        // What is judged is what was written, read again.
        let after = try measure(TableFile(path: out, dialect: made.outDialect), roles, judged)
        var members: [String: JSON] = [
            "change": change.json, "before": before.json, "after": after.json, "recipe": recipe.json,
        ]
        if let found { members["search"] = Self.json(of: found, whole: true) }
        if let html { try NewFile.write(html) { try $0(Array(after.html(before: before).utf8)) } }
        output.show(.object(members), Self.text(change, before, after))
        if profile != nil, !after.gate.passed { throw ExitCode(1) }
    }

    private func measure(_ table: TableFile, _ roles: [String: ColumnRole], _ profile: GateProfile) throws
        -> AnonymityReport
    {
        let header = try CSVReader(table.open(), dialect: table.dialect).header
        let subject = subject.flatMap { header.contains($0) ? $0 : nil }
        // After a transform a column may be gone, and is known to nobody.
        let sets = try QuasiIdentifiers(quasi).sets.map { $0.filter(header.contains) }
        return try measuring.report(
            on: table,
            roles,
            profile,
            MeasureOptions(quasiSets: sets, subject: subject)
        )
    }

    private static func json(of found: RecipeSearch.Found, whole: Bool) -> JSON {
        guard whole else { return found.recipe.json }
        return [
            "recipe": found.recipe.json, "information_loss": .number(found.loss),
            "suppressed_share": .number(found.suppressedShare), "optimal": .bool(found.isOptimal),
            "nodes_measured": .integer(Int64(found.measured)), "nodes": .integer(Int64(found.nodes)),
        ]
    }

    private static func summary(of found: RecipeSearch.Found) -> String {
        let loss = AnonymityReport.number(found.loss)
        let best = found.isOptimal ? "no other is better" : "others may be better"
        return
            "loss \(loss) of 1, \(AnonymityReport.number(100 * found.suppressedShare)) % of the rows left out; "
            + "\(found.measured) of \(found.nodes) recipes measured, \(best)"
    }

    private static func text(_ change: TransformReport, _ before: AnonymityReport, _ after: AnonymityReport)
        -> String
    {
        var table = Table(["COLUMN", "DISTINCT", "CHANGED", "LOSS", "TECHNIQUES"])
        for column in change.columns {
            table.add([
                column.name.harmless, "\(column.distinctBefore) → \(column.distinctAfter)",
                "\(column.changed)", AnonymityReport.number(column.loss),
                column.techniques.joined(separator: ", "),
            ])
        }
        func k(_ report: AnonymityReport) -> String { report.metrics.classes.k.map(String.init) ?? "-" }
        let rows =
            "\(change.rowsAfter) of \(change.rowsBefore) rows kept; k \(k(before)) → \(k(after)); uniques "
            + "\(before.metrics.classes.uniques) → \(after.metrics.classes.uniques); loss \(AnonymityReport.number(change.loss)) of 1"
        return [table.text(width: Terminal.width), "", rows, "", after.text].joined(separator: "\n")
    }
}
