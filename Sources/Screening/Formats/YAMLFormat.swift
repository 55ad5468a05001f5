// SPDX-License-Identifier: Apache-2.0
import Tables

/// Lists and mappings of YAML: each item of a list is a record, and so is each mapping.
enum YAMLFormat {
    static func fits(_ text: Bytes, isSaid: Bool) -> Bool {
        var lines = LineCutter(text.part(0..<min(text.count, 1 << 16)))
        var (members, others) = (0, 0)
        while let range = lines.read() {
            let line = text.part(range).trimmed
            guard !line.isEmpty, line[0] != UInt8(ascii: "#") else { continue }
            if member(text.part(range)) != nil { members += 1 } else { others += 1 }
        }
        return isSaid ? members > 0 : members >= 2 && others * 10 <= members
    }

    static func read(_ text: Bytes, from line: Int, into sink: some RecordSink) throws {
        var lines = LineCutter(text)
        var record = Record()
        var table = 1
        var indent = -1
        // The member that has none of its own yet, whose value is below it.
        var title: (name: String, indent: Int)?
        func flush() throws {
            if record.count > 0 { try sink.take(record) }
            record.begin(.named, line: line, table: table)
        }
        record.begin(.named, line: line, table: table)
        while let range = lines.read() {
            let here = lines.line + line - 1
            guard let member = member(text.part(range)) else {
                // A scalar of a list, or a text of several lines.
                let said = text.part(range).trimmed
                if !said.isEmpty {
                    let isItem = said[0] == Byte.dash
                    record.append(unquoted(isItem ? said.part(1..<said.count).trimmed : said), named: "")
                }
                continue
            }
            if member.isItem || member.indent != indent {
                let wasDeeper = member.indent < indent
                try flush()
                if !member.isItem || wasDeeper { table += 1 }
                record.begin(.named, line: here, table: member.isItem ? -1 - member.indent : table)
                if let above = title, above.indent < member.indent { record.title = above.name }
            }
            indent = member.indent
            let name = String(decoding: member.name, as: UTF8.self)
            title = member.value.isEmpty ? (name, indent) : title.flatMap { $0.indent < indent ? $0 : nil }
            if !member.value.isEmpty { record.append(unquoted(member.value), named: name) }
        }
        try flush()
    }

    private struct Member {
        let indent: Int
        let isItem: Bool
        let name: Bytes
        let value: Bytes
    }

    private static func member(_ line: Bytes) -> Member? {
        var start = 0
        while start < line.count, line[start] == Byte.space { start += 1 }
        var isItem = false
        while start + 1 < line.count, line[start] == Byte.dash, line[start + 1] == Byte.space {
            isItem = true
            start += 2
        }
        var end = start
        while end < line.count, line[end] != Byte.colon, end - start < 80 { end += 1 }
        guard end > start, end < line.count, line[end] == Byte.colon,
            end + 1 == line.count || line[end + 1] == Byte.space
        else { return nil }
        return Member(
            indent: start,
            isItem: isItem,
            name: line.part(start..<end),
            value: line.part(min(end + 1, line.count)..<line.count).trimmed
        )
    }

    private static func unquoted(_ value: Bytes) -> [UInt8] {
        for quote in [Byte.quote, UInt8(ascii: "'")]
        where value.count >= 2 && value.first == quote && value.last == quote {
            return Array(value.part(1..<value.count - 1))
        }
        return Array(value)
    }
}
