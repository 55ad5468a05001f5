// SPDX-License-Identifier: Apache-2.0
import Anonymity
import Tables

/// One reading of a file, which feeds every check.
final class FileScreen: PartSink {
    private let file: String
    private let isTable: Bool
    private let looksAtText: Bool
    private var cutter = WordCutter()
    private var searches: [CopySearch]
    private var reader: PartReader<FileScreen>?
    private var items: [ScreenItem] = []
    private var tables = ResultTables()
    /// Of what lines draw and say, whichever structure they have as well.
    private var drawn = OutputResult()
    private var phrases = CountPhrases()
    private let identifiers: IdentifierRules
    private var columns: (table: Int, scanner: IdentifierScanner)?

    /// With `looksAtText` false only rows of releases are looked for.
    init(
        _ text: FindingText,
        _ indexes: [ReleaseIndex],
        for identifiers: IdentifierRules,
        looksAtText: Bool
    ) {
        self.identifiers = identifiers
        file = text.name
        isTable = text.isTable
        self.looksAtText = looksAtText
        searches = indexes.map(CopySearch.init)
    }

    /// Reads the file, and tells what stands in it beside rows of releases, what it counts, and its totals.
    func read(
        _ bytes: Bytes
    ) throws -> (items: [ScreenItem], counts: [OutputCount], totals: [OutputCount]) {
        let reader = PartReader(name: file, isTable: isTable, into: self)
        self.reader = reader
        defer { self.reader = nil }
        try reader.read(bytes)
        tellColumns()
        tables.end()
        let outputs = tables.outputs
        return (
            items + told(outputs.items + drawn.items).map { ScreenItem($0, in: file) },
            outputs.counts + drawn.counts.filter { !outputs.counts.contains($0) },
            outputs.totals + drawn.totals
        )
    }

    /// What tables have, and of what lines say the rest: a cell is a part of a line.
    private func told(_ items: [OutputItem]) -> [OutputItem] {
        let known = Set(items.map(\.line))
        return items + phrases.items.filter { !known.contains($0.line) }
    }

    /// Of each release's table, what of it stands in the file.
    func copies() -> [(found: [CopyFinding]?, marks: [UInt64: RareMark])] {
        searches.indices.map { (searches[$0].finish(), searches[$0].marks) }
    }

    func begin(_ text: Bytes, line: Int, isWholeFile: Bool) throws {
        // Each text counts its tables anew.
        tables.end()
        tellColumns()
        if !searches.isEmpty {
            var lines = LineCutter(text)
            while let range = lines.read() { addMarks(of: text.part(range), line: line + lines.line - 1) }
        }
        guard looksAtText else { return }
        for found in try IdentifierScanner.scan(text: BytesSource(text), rules: identifiers) {
            item(
                "direct_identifier",
                line + found.line - 1,
                found.severity == .blocking ? .fail : .review,
                "\(found.kind.rawValue): \(found.sample)"
            )
        }
        phrases.read(text, from: line)
        // The rows of a table are read by its cut.
        guard !(isWholeFile && isTable) else { return }
        DrawnText.forEachTable(in: text, from: line) { drawn.add(TableJudge($0, OutputRules()).result) }
    }

    private func addMarks(of text: Bytes, line: Int) {
        MarkCutter.forEach(in: text) { hash, written in
            for place in searches.indices { searches[place].add(mark: hash, written, line: line) }
        }
    }

    func structured(_ text: Bytes, line: Int) {
        var lines = LineCutter(text)
        while let range = lines.read() {
            let here = line + lines.line - 1
            guard !searches.isEmpty else { return }
            cutter.cut(text.part(range), isCell: false)
            for place in searches.indices { searches[place].look(atLine: cutter, line: here) }
        }
    }

    func take(_ record: Record) throws {
        if looksAtText, !record.isAside {
            tables.add(record)
            scanColumns(of: record)
        }
        guard !searches.isEmpty else { return }
        record.forEachCell { cell, bytes in
            // Cells have signs that their text writes in other ways.
            addMarks(of: bytes, line: record.line)
            cutter.cut(bytes, isCell: record.form != .line)
            for place in searches.indices { searches[place].add(cutter, cell: cell) }
        }
        for place in searches.indices { searches[place].close(cells: record.count, line: record.line) }
    }

    /// Columns full of identifiers that one cell alone does not prove, such as card numbers.
    private func scanColumns(of record: Record) {
        guard record.form == .row, record.table > 0 else { return tellColumns() }
        guard record.table == columns?.table else {
            tellColumns()
            let header = (0..<record.count).map(record.text)
            columns = (record.table, IdentifierScanner(header: header, rules: identifiers))
            return
        }
        record.forEachCell { cell, bytes in columns?.scanner.add(bytes, column: cell, line: record.line) }
    }

    private func tellColumns() {
        // A small table of results has distinct labels in every row; only what was recognised counts here.
        for found in columns?.scanner.identifiers() ?? []
        where found.hits > 0 && found.severity == .blocking && !found.kind.isGuess {
            let place = "column \(found.column), \(found.kind.rawValue)"
            item("direct_identifier", found.lines.first, .fail, "\(place): \(found.sample ?? "")")
        }
        columns = nil
    }

    func take(inner text: [UInt8], line: Int) throws { reader?.add(inner: text, line: line) }

    func unread(_ what: String, line: Int?) {
        guard looksAtText else { return }
        item("unread", line, .fail, "\(what); nothing in it was looked at")
    }

    func uneven() {
        guard looksAtText else { return }
        item("not_a_table", nil, .review, "its rows are not cut alike; read as text")
    }

    func picture(_ kind: String, line: Int?) {
        guard looksAtText else { return }
        item("picture", line, .review, "\(kind); no machine looked at what it shows")
    }

    func opaque(line: Int) {
        guard looksAtText else { return }
        item("unread", line, .review, "base64 of nothing that is known")
    }

    private func item(_ rule: String, _ line: Int?, _ severity: ScreenItem.Severity, _ detail: String) {
        items.append(ScreenItem(rule: rule, file: file, line: line, severity: severity, detail: detail))
    }
}

extension IdentifierKind {
    /// Kinds that rest on names and shapes of whole columns, not on what a cell says.
    fileprivate var isGuess: Bool {
        switch self {
        case .columnName, .serial, .nearUnique: true
        default: false
        }
    }
}

extension ScreenItem {
    fileprivate init(_ item: OutputItem, in file: String) {
        self.init(
            rule: item.rule.rawValue,
            file: file,
            line: item.line,
            severity: item.grade,
            detail: "\(item.place): \(item.detail)"
        )
    }
}

/// Bytes that somebody else holds, as a source.
struct BytesSource: ByteSource {
    private let bytes: Bytes
    private var position = 0

    init(_ bytes: Bytes) { self.bytes = bytes }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - position)
        buffer.copyMemory(from: UnsafeRawBufferPointer(bytes.part(position..<position + count)))
        position += count
        return count
    }
}
