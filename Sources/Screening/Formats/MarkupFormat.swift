// SPDX-License-Identifier: Apache-2.0
import Tables

/// HTML, SVG and other XML, as tolerantly as browsers are: the rows of tables, and elsewhere every element
/// with its innermost elements and attributes for cells.
struct MarkupFormat<Sink: RecordSink> {
    /// An element that is open.
    private struct Frame {
        let name: String
        let line: Int
        /// Of its children that have none.
        var cells: [[UInt8]] = []
        var text: [UInt8] = []
        var hasChildren = false
        var isRow: Bool { name == "tr" }
    }

    private static var deepest: Int { 500 }
    private static var void: Set<String> {
        ["br", "hr", "img", "meta", "link", "input", "col", "wbr", "area", "base", "source", "!doctype"]
    }
    /// Tags within a text that part nothing.
    private static var inline: Set<String> {
        [
            "b", "i", "em", "strong", "span", "a", "sub", "sup", "small", "code", "u", "font", "abbr", "mark",
            "tspan", "kbd", "var", "s", "del", "ins",
        ]
    }

    /// What office documents call rows, cells and tables of their texts (ECMA-376, ISO/IEC 26300), and the
    /// runs within a word.
    private static var office: [String: String] {
        [
            "w:tr": "tr", "a:tr": "tr", "table:table-row": "tr", "w:tc": "td", "a:tc": "td",
            "table:table-cell": "td", "w:tbl": "table", "a:tbl": "table", "table:table": "table",
            "w:r": "span",
            "w:t": "span", "a:r": "span", "a:t": "span", "text:span": "span", "w:br": "br", "w:tab": "br",
        ]
    }

    private let text: Bytes
    private let sink: Sink
    private let isHTML: Bool
    private let isOffice: Bool
    private var frames: [Frame] = []
    /// The attributes of an office document: they say how it looks and make no rows, and are read as well.
    private var hints: [[UInt8]] = []
    private var tables = 0
    private var index = 0
    private var counted = 0
    private var line: Int

    static func fits(_ text: Bytes) -> Bool {
        let head = String(decoding: text.part(0..<min(text.count, 1 << 16)), as: UTF8.self).lowercased()
        let start = head.drop { $0.isWhitespace }
        if start.hasPrefix("<?xml") || start.hasPrefix("<!doctype") { return true }
        if ["<table", "<tr", "<svg", "<html"].contains(where: head.contains) { return true }
        return start.first == "<" && start.dropFirst().first?.isLetter == true && head.contains("</")
            || start.first == "<" && head.contains("/>")
    }

    static func read(_ text: Bytes, from line: Int, into sink: Sink) throws {
        let head = String(decoding: text.part(0..<min(text.count, 1 << 16)), as: UTF8.self).lowercased()
        let isOffice = ["<w:document", "<office:document", "<p:sld"].contains(where: head.contains)
        var reader = MarkupFormat(
            text: text,
            sink: sink,
            line: line,
            isHTML: isOffice || head.contains("<tr"),
            isOffice: isOffice
        )
        try reader.readAll()
    }

    private init(text: Bytes, sink: Sink, line: Int, isHTML: Bool, isOffice: Bool) {
        self.isOffice = isOffice
        self.text = text
        self.sink = sink
        self.line = line
        self.isHTML = isHTML
        frames = [Frame(name: "", line: line)]
    }

    private mutating func here() -> Int {
        while counted < min(index, text.count) {
            if text[counted] == Byte.lineFeed { line &+= 1 }
            counted &+= 1
        }
        return line
    }

    private mutating func readAll() throws {
        while index < text.count {
            guard text[index] == 0x3C else {
                let start = index
                while index < text.count, text[index] != 0x3C { index &+= 1 }
                Self.unescape(text.part(start..<index), into: &frames[frames.count - 1].text)
                continue
            }
            if matches("<!--") {
                let end = find("-->", index + 4)
                try sink.take(inner: Array(text.part(min(index + 4, end)..<end)), line: here())
                index = end + 3
            } else if matches("<![CDATA[") {
                let end = find("]]>", index + 9)
                frames[frames.count - 1].text += text.part(min(index + 9, end)..<end)
                index = end + 3
            } else {
                try tag()
            }
        }
        while frames.count > 1 { try close() }
        try flushText(0)
        try sink.take(inner: Array(hints.joined(separator: [Byte.lineFeed])), line: line)
    }

    private func matches(_ mark: String) -> Bool {
        index + mark.utf8.count <= text.count
            && zip(mark.utf8, text.part(index..<index + mark.utf8.count)).allSatisfy { $0 == $1 }
    }

    private func find(_ mark: String, _ first: Int) -> Int {
        let mark = Array(mark.utf8)
        var at = first
        while at + mark.count <= text.count {
            if text[at] == mark[0], text.part(at..<at + mark.count).elementsEqual(mark) { return at }
            at += 1
        }
        return text.count
    }

    private mutating func tag() throws {
        let isEnd = index + 1 < text.count && text[index + 1] == Byte.slash
        var at = index + (isEnd ? 2 : 1)
        let first = at
        while at < text.count, Byte.isWord(text[at]) || "-_:.!?".utf8.contains(text[at]) { at += 1 }
        guard at > first else {
            // A sign of less, and no tag.
            frames[frames.count - 1].text.append(text[index])
            index += 1
            return
        }
        var name = String(decoding: text.part(first..<at), as: UTF8.self).lowercased()
        if isOffice { name = Self.office[name] ?? name }
        let (values, end, closesItself) = attributes(at)
        let begins = here()
        index = end
        if isEnd {
            try endTag(name)
        } else if name == "script" || name == "style" {
            let stop = find("</\(name)", index)
            if name == "script" { try sink.take(inner: Array(text.part(index..<stop)), line: begins) }
            index = stop
        } else if isOffice, Self.inline.contains(name) {
            hints += values
        } else if !Self.inline.contains(name) || !values.isEmpty {
            try startTag(
                name,
                values,
                begins,
                isEmpty: closesItself || Self.void.contains(name) || name.first == "?"
            )
        }
    }

    private mutating func endTag(_ name: String) throws {
        guard !Self.inline.contains(name), let place = frames.lastIndex(where: { $0.name == name }), place > 0
        else {
            return
        }
        while frames.count > place { try close() }
    }

    private mutating func startTag(_ name: String, _ values: [[UInt8]], _ line: Int, isEmpty: Bool) throws {
        // Rows and cells need no end.
        if name == "tr" || name == "td" || name == "th" {
            let ends: Set<String> = name == "tr" ? ["td", "th", "tr"] : ["td", "th"]
            // Neither do paragraphs in them.
            let table = frames.lastIndex { $0.name == "table" } ?? 0
            if let place = frames[table...].firstIndex(where: { ends.contains($0.name) }) {
                while frames.count > place { try close() }
            }
        }
        if name == "table" { tables += 1 }
        if isOffice {
            hints += values
        } else if values.count >= 2 {
            var record = Record()
            record.begin(.row, line: line, table: -1)
            for value in values { record.append(value) }
            try sink.take(record)
        }
        if isHTML, Self.inline.contains(name) { return }
        frames[frames.count - 1].hasChildren = true
        if isEmpty || frames.count >= Self.deepest {
            if values.count == 1, !isOffice { frames[frames.count - 1].cells += values }
            if name == "br" { frames[frames.count - 1].text.append(Byte.lineFeed) }
            return
        }
        try flushText(frames.count - 1)
        frames.append(Frame(name: name, line: line))
        if values.count == 1, !isHTML { frames[frames.count - 1].cells += values }
    }

    /// Text between elements is lines; within a cell it stays there.
    private mutating func flushText(_ place: Int) throws {
        guard !isInCell(place) else { return }
        let said = frames[place].text
        frames[place].text = []
        guard said.contains(where: { $0 > Byte.space }) else { return }
        let line = frames[place].line
        try said.withUnsafeBufferPointer { try LineFormat.read($0, from: line, into: sink) }
    }

    /// Whether an open element is a cell of a table, or in one and in no further table.
    private func isInCell(_ place: Int) -> Bool {
        let inner = frames[...place].last { ["td", "th", "tr", "table"].contains($0.name) }
        return inner.map { $0.name == "td" || $0.name == "th" } ?? false
    }

    private mutating func close() throws {
        let frame = frames.removeLast()
        let said = Self.trimmed(frame.text)
        let parent = frames.count - 1
        if frame.name == "td" || frame.name == "th" {
            // A table within a cell has told of itself.
            frames[parent].cells.append(said)
        } else if frame.isRow || !isHTML && frame.hasChildren {
            if !frame.cells.isEmpty {
                var record = Record()
                record.begin(.row, line: frame.line, table: frame.isRow ? tables : -1)
                for cell in frame.cells { record.append(cell) }
                try sink.take(record)
            }
            if !said.isEmpty {
                try said.withUnsafeBufferPointer { try LineFormat.read($0, from: frame.line, into: sink) }
            }
        } else if isHTML {
            if isInCell(parent) {
                // A paragraph of a cell is the cell's.
                frames[parent].text += [Byte.space] + said
            } else if !said.isEmpty {
                try said.withUnsafeBufferPointer { try LineFormat.read($0, from: frame.line, into: sink) }
            }
        } else {
            frames[parent].cells += frame.cells
            frames[parent].cells.append(said)
        }
    }

    private static func trimmed(_ text: [UInt8]) -> [UInt8] {
        guard let first = text.firstIndex(where: { $0 > Byte.space }),
            let last = text.lastIndex(where: { $0 > Byte.space })
        else { return [] }
        return Array(text[first...last])
    }

    /// The values of a tag's attributes, and where the tag ends.
    private func attributes(_ first: Int) -> ([[UInt8]], Int, Bool) {
        var values: [[UInt8]] = []
        var at = first
        while at < text.count, text[at] != 0x3E {
            guard text[at] == UInt8(ascii: "=") else {
                at += 1
                continue
            }
            at += 1
            while at < text.count, text[at] <= Byte.space { at += 1 }
            guard at < text.count else { break }
            let quote = text[at]
            let isQuoted = quote == Byte.quote || quote == UInt8(ascii: "'")
            let start = isQuoted ? at + 1 : at
            at = start
            while at < text.count, isQuoted ? text[at] != quote : text[at] > Byte.space && text[at] != 0x3E {
                at += 1
            }
            var value: [UInt8] = []
            Self.unescape(text.part(start..<min(at, text.count)), into: &value)
            values.append(value)
            if isQuoted { at += 1 }
        }
        let closes = at > first && at <= text.count && text[at - 1] == Byte.slash
        return (values, min(text.count, at + 1), closes)
    }

    private static func unescape(_ part: Bytes, into text: inout [UInt8]) {
        var at = 0
        while at < part.count {
            guard part[at] == UInt8(ascii: "&"), let (scalar, length) = Entity.read(part, at) else {
                text.append(part[at])
                at += 1
                continue
            }
            text += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            at += length
        }
    }
}
