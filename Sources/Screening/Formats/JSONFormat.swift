// SPDX-License-Identifier: Apache-2.0
import Tables

/// JSON, JSON lines and notebooks: every array of values and every object is a record.
///
/// A reader of its own, since what is damaged behind has to be read as far as it goes, and lines are told.
struct JSONFormat<Sink: RecordSink> {
    private static var deepest: Int { 200 }

    /// What a value was, to the container that has it.
    private enum Value {
        case scalar(Range<Int>, isText: Bool)
        case container
    }

    private let text: Bytes
    private let sink: Sink
    private var index = 0
    private var counted = 0
    private var line: Int
    private var tables = 0
    /// The names of columns that stand in an array of their own, beside the rows, and how deep.
    private var names: (cells: [[UInt8]], depth: Int)?

    /// Whether the text begins as JSON does.
    static func fits(_ text: Bytes) -> Bool {
        var index = 0
        while index < text.count, text[index] <= Byte.space { index += 1 }
        guard index < text.count, text[index] == UInt8(ascii: "{") || text[index] == UInt8(ascii: "[") else {
            return false
        }
        index += 1
        while index < text.count, text[index] <= Byte.space { index += 1 }
        return index < text.count && "{[\"-0123456789]}tfn".utf8.contains(text[index])
    }

    /// Reads values one behind the other; `false` where the text stops being JSON.
    static func read(_ text: Bytes, from line: Int, into sink: Sink) throws -> Bool {
        var reader = JSONFormat(text: text, sink: sink, line: line)
        // Objects one behind the other are the rows of one table.
        let table = reader.newTable()
        reader.blank()
        while reader.index < text.count {
            guard try reader.value(depth: 0, table: table, name: nil) != nil else { return false }
            reader.blank()
            if reader.index < text.count, text[reader.index] == Byte.comma { reader.index += 1 }
            reader.blank()
        }
        return true
    }

    private init(text: Bytes, sink: Sink, line: Int) {
        self.text = text
        self.sink = sink
        self.line = line
    }

    private mutating func newTable() -> Int {
        tables += 1
        return tables
    }

    private mutating func blank() {
        while index < text.count, text[index] <= Byte.space || text[index] == 0x1E { index &+= 1 }
    }

    /// The line of the place reached.
    private mutating func here() -> Int {
        while counted < index {
            if text[counted] == Byte.lineFeed { line &+= 1 }
            counted &+= 1
        }
        return line
    }

    private mutating func value(depth: Int, table: Int, name: String?) throws -> Value? {
        guard index < text.count, depth < Self.deepest else { return nil }
        switch text[index] {
        case UInt8(ascii: "{"): return try object(depth, table, name) ? .container : nil
        case UInt8(ascii: "["): return try array(depth, name) ? .container : nil
        case Byte.quote:
            guard let range = string() else { return nil }
            return .scalar(range, isText: true)
        default:
            let start = index
            while index < text.count, !",]}: \t\r\n".utf8.contains(text[index]) { index &+= 1 }
            return index > start && index - start < 400 ? .scalar(start..<index, isText: false) : nil
        }
    }

    /// Steps over a string; what is between its quotes is told.
    private mutating func string() -> Range<Int>? {
        let start = index &+ 1
        var end = start
        while end < text.count, text[end] != Byte.quote { end &+= text[end] == UInt8(ascii: "\\") ? 2 : 1 }
        guard end < text.count else { return nil }
        index = end &+ 1
        return start..<end
    }

    private mutating func object(_ depth: Int, _ table: Int, _ title: String?) throws -> Bool {
        var record = Record()
        record.begin(.named, line: here(), table: table)
        record.title = title ?? ""
        let inner = newTable()
        index &+= 1
        blank()
        while index < text.count, text[index] != UInt8(ascii: "}") {
            guard text[index] == Byte.quote, let key = string() else { return false }
            let name = String(decoding: unescaped(key), as: UTF8.self)
            blank()
            guard index < text.count, text[index] == Byte.colon else { return false }
            index &+= 1
            blank()
            guard let value = try value(depth: depth + 1, table: inner, name: name) else { return false }
            if case .scalar(let range, let isText) = value {
                let cell = unescaped(range)
                if isText, Self.isWhole(cell) { try sink.take(inner: cell, line: here()) }
                record.append(isText ? cell[...] : Self.number(cell)[...], named: name)
            }
            blank()
            if index < text.count, text[index] == Byte.comma { index &+= 1 }
            blank()
        }
        guard index < text.count else { return false }
        index &+= 1
        if record.count > 0 { try sink.take(record) }
        return true
    }

    private mutating func array(_ depth: Int, _ name: String?) throws -> Bool {
        var record = Record()
        record.begin(.row, line: here(), table: newTable())
        record.title = name ?? ""
        let inner = newTable()
        var lines: [UInt8] = []
        index &+= 1
        blank()
        var isBelowNames = false
        var areTexts = true
        var cells: [[UInt8]] = []
        while index < text.count, text[index] != UInt8(ascii: "]") {
            if let names, names.depth == depth, record.count == 0, text[index] == UInt8(ascii: "[") {
                var header = Record()
                header.begin(.row, line: here(), table: -depth - 1)
                for cell in names.cells { header.append(cell) }
                self.names = nil
                isBelowNames = true
                try sink.take(header)
            }
            let title = isBelowNames ? nil : name
            guard let value = try value(depth: depth + 1, table: inner, name: title) else { return false }
            if case .scalar(let range, let isText) = value {
                areTexts = areTexts && isText
                let cell = unescaped(range)
                if isText, cell.last == Byte.lineFeed || !lines.isEmpty {
                    lines += cell
                } else if isText, Self.isWhole(cell) {
                    try sink.take(inner: cell, line: here())
                }
                record.append(isText ? cell[...] : Self.number(cell)[...])
                if name == "columns" { cells.append(cell) }
            } else {
                areTexts = false
            }
            blank()
            if index < text.count, text[index] == Byte.comma { index &+= 1 }
            blank()
        }
        guard index < text.count else { return false }
        index &+= 1
        if areTexts, cells.count > 1 { names = (cells, depth) }
        // The lines of a notebook's cell are a text of their own.
        if !lines.isEmpty {
            try sink.take(inner: lines, line: record.line)
        } else if record.count > 0 {
            // Arrays within one array are the rows of one table.
            if depth > 0, name == nil { record.table = -depth }
            try sink.take(record)
        }
        return true
    }

    /// Whether a string is a text of its own: of several lines, or long without a space.
    private static func isWhole(_ cell: [UInt8]) -> Bool {
        cell.contains(Byte.lineFeed) || cell.count > 60 && (!cell.contains(Byte.space) || cell.contains(0x3C))
    }

    /// `null` is an empty cell; others are as they are.
    private static func number(_ cell: [UInt8]) -> [UInt8] {
        cell == Array("null".utf8) || cell == Array("NaN".utf8) ? [] : cell
    }

    private func unescaped(_ range: Range<Int>) -> [UInt8] {
        let part = text.part(range)
        guard part.contains(UInt8(ascii: "\\")) else { return Array(part) }
        var plain: [UInt8] = []
        var at = 0
        while at < part.count {
            let byte = part[at]
            guard byte == UInt8(ascii: "\\"), at + 1 < part.count else {
                plain.append(byte)
                at += 1
                continue
            }
            at += 2
            switch part[at - 1] {
            case UInt8(ascii: "n"): plain.append(Byte.lineFeed)
            case UInt8(ascii: "t"): plain.append(Byte.tab)
            case UInt8(ascii: "r"): plain.append(Byte.carriageReturn)
            case UInt8(ascii: "b"), UInt8(ascii: "f"): plain.append(Byte.space)
            case UInt8(ascii: "u"):
                var unit = Self.unit(part, at)
                at += 4
                if 0xD800..<0xDC00 ~= unit, at + 6 <= part.count, part[at] == UInt8(ascii: "\\") {
                    let low = Self.unit(part, at + 2)
                    if 0xDC00..<0xE000 ~= low {
                        unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
                        at += 6
                    }
                }
                plain += UTF8.encode(Unicode.Scalar(unit) ?? " ") ?? UTF8.encodedReplacementCharacter
            default: plain.append(part[at - 1])
            }
        }
        return plain
    }

    private static func unit(_ part: Bytes, _ first: Int) -> UInt32 {
        guard first + 4 <= part.count else { return 0x20 }
        return UInt32(String(decoding: part.part(first..<first + 4), as: UTF8.self), radix: 16) ?? 0x20
    }
}
