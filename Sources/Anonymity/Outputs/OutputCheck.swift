// SPDX-License-Identifier: Apache-2.0
import Tables

/// Looks for statistics that disclose something about single units, in tables and in Markdown.
package enum OutputCheck {
    package struct Result: Sendable {
        package var items: [OutputItem] = []
        package var counts: [OutputCount] = []

        package init() {}

        mutating func add(_ table: OutputTable) {
            let result = table.result
            items += result.items
            counts += result.counts
        }
    }

    /// A file that is one table.
    ///
    /// Throws `CSVError` when it is no table.
    package static func check(
        table source: any ByteSource,
        dialect: Dialect = Dialect(),
        naming: CSVReader.Naming = .strict,
        rules: OutputRules = OutputRules(),
        onProgress: ((Int) throws -> Void)? = nil
    ) throws -> Result {
        var reader = try CSVReader(source, dialect: dialect, naming: naming, onProgress: onProgress)
        var table = OutputTable(header: reader.header, rules: rules)
        while table.wantsMore, try reader.next() {
            table.add(line: reader.line, count: reader.count) { String(decoding: reader[$0], as: UTF8.self) }
        }
        var result = Result()
        result.add(table)
        return result
    }

    /// The tables of a Markdown text: a row of names, a row of dashes, and rows behind.
    package static func check(
        markdown source: any ByteSource,
        rules: OutputRules = OutputRules(),
        onProgress: ((Int) throws -> Void)? = nil
    ) throws -> Result {
        var lines = LineReader(source, onProgress: onProgress)
        var tables = OutputTables(rules: rules)
        while try lines.next() { tables.add(text: lines.bytes, line: lines.line) }
        return tables.finish()
    }

    static func cells(of line: Bytes) -> [String] {
        var cells: [String] = []
        var text = String(decoding: line, as: UTF8.self)[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        if text.first == "|" { text.removeFirst() }
        if text.last == "|" { text.removeLast() }
        for cell in text.split(separator: "|", omittingEmptySubsequences: false) {
            cells.append(cell.trimmingSpaces)
        }
        return cells
    }

    /// `---`, `:--`, `--:` or `:-:`.
    static func isRule(_ cell: String) -> Bool {
        cell.contains("-") && cell.allSatisfy { $0 == "-" || $0 == ":" }
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
