// SPDX-License-Identifier: Apache-2.0
import Anonymity
import ArgumentParser
import Tables

/// How a table is written: what is not said is found.
struct TableOptions: ParsableArguments {
    @Option(help: "comma, semicolon, tab, bar, or none for a single column.")
    var delimiter: Dialect.Delimiter?
    @Option(help: "utf-8, utf-16le, utf-16be, utf-32le, utf-32be, windows-1252 or gb18030.")
    var encoding: Dialect.Encoding?
    @Option(help: "What parts the fraction of numbers: point or comma.")
    var decimal: Dialect.Decimal?
    @Option(help: "What parts thousands: none, point, comma, space or apostrophe.")
    var thousands: Dialect.Thousands?
    @Option(help: "The order of dates: iso, dmy or mdy.")
    var dates: Dialect.Dates?
    @Option(help: "How many lines stand above the header.")
    var skipLines: Int?
    @ArgumentParser.Flag(help: "The first column has no name: it numbers the rows.")
    var indexColumn = false

    func validate() throws {
        guard skipLines.map({ (0...1000).contains($0) }) ?? true else {
            throw ValidationError("--skip-lines lies in 0 to 1000.")
        }
    }

    /// The table at `path` in the dialect that was said, and found where it was not.
    func table(_ path: String) throws -> TableFile {
        var said = DialectFinder.Said()
        said.delimiter = delimiter
        said.encoding = encoding
        said.decimal = decimal
        said.thousands = thousands
        said.dates = dates
        said.skipLines = skipLines
        said.hasIndexColumn = indexColumn ? true : nil
        return try TableFile(finding: path, said: said)
    }
}

extension Dialect.Delimiter: ExpressibleByArgument {}
extension Dialect.Encoding: ExpressibleByArgument {}
extension Dialect.Decimal: ExpressibleByArgument {}
extension Dialect.Thousands: ExpressibleByArgument {}
extension Dialect.Dates: ExpressibleByArgument {}

extension CSVError {
    /// What is wrong, and the option that may be the way out.
    var withOption: String {
        guard let remedy else { return description }
        let options = remedy.values.map { value in
            switch (remedy.member, value) {
            case ("has_index_column", "true"): "--index-column"
            case ("has_index_column", _): "nothing of an index column"
            default: "--\(remedy.member.replacing("_", with: "-")) \(value)"
            }
        }
        return "\(description): say \(options.joined(separator: " or "))"
    }
}
