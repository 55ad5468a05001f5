// SPDX-License-Identifier: Apache-2.0
import Documents
import Tables

/// What hears of a file's parts: the file itself, and texts that are inside it.
protocol PartSink: RecordSink {
    /// A text begins at that line of the file; records are read from it next.
    func begin(_ text: Bytes, line: Int, isWholeFile: Bool) throws
    /// The text was read by its structure; people read its lines all the same.
    func structured(_ text: Bytes, line: Int)
    /// Something was not read, or not to its end.
    func unread(_ what: String, line: Int?)
    func picture(_ kind: String, line: Int?)
    /// Much base64 that is neither text nor anything else that is known.
    func opaque(line: Int)
    /// What is said to be a table has rows of different lengths, or no text.
    func uneven()
}

/// Reads a file into records, and the texts inside its texts.
///
/// Those are strings of several lines, base64 and what is packed; all of it together is bounded.
final class PartReader<Sink: PartSink> {
    private static var deepest: Int { 6 }
    /// Bytes of all texts inside the file.
    private static var most: Int { 256 << 20 }
    private static var longOpaque: Int { 400 }

    private let sink: Sink
    private let name: String
    private let isTable: Bool
    private var inner: [(text: [UInt8], line: Int, depth: Int)] = []
    private var depth = 0
    private var spent = 0
    private var isTooMuch = false

    init(name: String, isTable: Bool, into sink: Sink) {
        self.name = name.lowercased()
        self.isTable = isTable
        self.sink = sink
    }

    /// Reads the whole file.
    func read(_ file: Bytes) throws {
        guard !file.isEmpty else {
            if isTable { sink.uneven() }
            return
        }
        try part(file, line: 1, isWholeFile: true)
        while let next = inner.popLast() {
            depth = next.depth
            try next.text.withUnsafeBufferPointer { try part($0, line: next.line, isWholeFile: false) }
        }
    }

    func add(inner text: [UInt8], line: Int) {
        guard !text.isEmpty else { return }
        spent += text.count
        guard depth < Self.deepest, spent <= Self.most else {
            if !isTooMuch { sink.unread("too much inside what it holds", line: line) }
            isTooMuch = true
            return
        }
        inner.append((text, line, depth + 1))
    }

    private func part(_ bytes: Bytes, line: Int, isWholeFile: Bool) throws {
        let place = isWholeFile ? nil : line
        switch FileContent(bytes) {
        case .text(let decoded?):
            try decoded.withUnsafeBufferPointer { try text($0, line, isWholeFile) }
            // Where nothing tells which encoding is right, all that make text of it count.
            if let other = Encoding.other(of: bytes) {
                try other.withUnsafeBufferPointer { try text($0, line, isWholeFile) }
            }
        case .text(nil): try text(bytes, line, isWholeFile)
        case .picture(let kind): sink.picture(kind, line: place)
        case .unreadable(let what): sink.unread(what, line: place)
        case .gzip, .zlib:
            guard let plain = Inflater.unpack(bytes, limit: Self.most - min(spent, Self.most)) else {
                return sink.unread("packed, and damaged or too large", line: place)
            }
            add(inner: plain, line: line)
        case .archive: try unpack(bytes, line: line, place: place)
        case .pdf:
            do {
                add(inner: try PDFText.read(bytes, limit: Self.most - min(spent, Self.most)), line: line)
                sink.picture("PDF, whose text was read", line: place)
            } catch {
                sink.unread(error.description, line: place)
            }
        }
    }

    /// Reads what is in an archive; what of it was not read is told.
    private func unpack(_ bytes: Bytes, line: Int, place: Int?) throws {
        let limits = Archive.Limits(bytes: Self.most - min(spent, Self.most))
        do {
            var texts: [UInt8] = []
            var record = Record()
            // Sheets are tables of their own.
            try sink.begin(bytes.part(0..<0), line: line, isWholeFile: place == nil)
            try PackedDocument(Archive(bytes, limits: limits)).forEach { piece in
                switch piece {
                case .row(let row):
                    record.begin(.row, line: row.number, table: row.sheet)
                    for cell in row.cells { record.append(cell.utf8) }
                    spent += record.bytes.count
                    try sink.take(record)
                case .text(let text): texts += text.utf8 + [Byte.lineFeed]
                case .part(let entry): add(inner: entry.content, line: line)
                case .unread(let what): sink.unread(what, line: place)
                }
            }
            add(inner: texts, line: line)
        } catch let fault as ArchiveFault {
            sink.unread("an archive that is or has something \(fault)", line: place)
        }
    }

    private func text(_ text: Bytes, _ line: Int, _ isWholeFile: Bool) throws {
        try sink.begin(text, line: line, isWholeFile: isWholeFile)
        try Base64Runs.forEach(in: text) { bytes, length, at in
            try bytes.withUnsafeBufferPointer { try base64($0, length, line + at - 1) }
        }
        try records(text, line, isTable && isWholeFile)
    }

    private func base64(_ bytes: Bytes, _ length: Int, _ line: Int) throws {
        switch FileContent(bytes) {
        case .text(let decoded): add(inner: decoded ?? Array(bytes), line: line)
        case .picture(let kind): sink.picture(kind, line: line)
        case .gzip, .zlib, .archive, .pdf: try part(bytes, line: line, isWholeFile: false)
        case .unreadable("binary"): if length >= Self.longOpaque { sink.opaque(line: line) }
        case .unreadable(let what): sink.unread(what, line: line)
        }
    }

    private func ends(_ suffixes: String...) -> Bool { suffixes.contains(where: name.hasSuffix) }

    private func records(_ text: Bytes, _ line: Int, _ isTable: Bool) throws {
        // What is said to be a table is read as one, whatever else it looks like.
        let said = isTable ? DelimitedFormat.all(text, isSaid: true) : []
        if isTable, !said.contains(where: \.isEven) { sink.uneven() }
        try rows(said, of: text, line)
        if try structure(text, line) {
            sink.structured(text, line: line)
        } else if said.isEmpty {
            let found = isTable ? [] : DelimitedFormat.all(text, isSaid: false)
            try rows(found, of: text, line)
            if found.isEmpty { try LineFormat.read(text, from: line, into: sink) }
        }
    }

    private func rows(_ formats: [DelimitedFormat], of text: Bytes, _ line: Int) throws {
        var table = 1
        for format in formats { table = try format.read(text, from: line, table: table, into: sink) }
    }

    /// Reads a text by its structure; `false` where it has none, or stops having it.
    private func structure(_ text: Bytes, _ line: Int) throws -> Bool {
        if JSONFormat<Sink>.fits(text) { return try JSONFormat.read(text, from: line, into: sink) }
        if TupleFormat.fits(text) {
            try TupleFormat.read(text, from: line, into: sink)
        } else if MarkupFormat<Sink>.fits(text) {
            try MarkupFormat.read(text, from: line, into: sink)
        } else if YAMLFormat.fits(text, isSaid: ends(".yaml", ".yml")) {
            try YAMLFormat.read(text, from: line, into: sink)
        } else {
            return false
        }
        return true
    }
}
