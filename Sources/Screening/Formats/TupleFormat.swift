// SPDX-License-Identifier: Apache-2.0
import Tables

/// The rows that SQL inserts: values in brackets.
enum TupleFormat {
    private static let longest = 1 << 20

    static func fits(_ text: Bytes) -> Bool {
        let head = String(decoding: text.part(0..<min(text.count, 1 << 16)), as: UTF8.self).lowercased()
        return head.contains("insert into") && head.contains("values")
    }

    static func read(_ text: Bytes, from line: Int, into sink: some RecordSink) throws {
        var record = Record()
        var index = 0
        var lines = line
        while index < text.count {
            if text[index] == Byte.lineFeed { lines += 1 }
            guard text[index] == UInt8(ascii: "("), let end = group(text, index, &record, lines) else {
                index += 1
                continue
            }
            if record.count > 0 { try sink.take(record) }
            lines += text.part(index..<end).count { $0 == Byte.lineFeed }
            index = end
        }
    }

    private static func group(_ text: Bytes, _ start: Int, _ record: inout Record, _ line: Int) -> Int? {
        record.begin(.row, line: line, table: 1)
        var index = start + 1
        var cell: [UInt8] = []
        let limit = min(text.count, start + longest)
        while index < limit {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "'"):
                index += 1
                while index < limit {
                    if text[index] == UInt8(ascii: "'") {
                        guard index + 1 < limit, text[index + 1] == UInt8(ascii: "'") else { break }
                        index += 1
                    }
                    cell.append(text[index])
                    index += 1
                }
            case Byte.comma, UInt8(ascii: ")"):
                let said = cell.withUnsafeBufferPointer { Array($0.trimmed) }
                record.append(said == Array("NULL".utf8) ? [] : said)
                cell.removeAll(keepingCapacity: true)
                if byte != Byte.comma { return index + 1 }
            case UInt8(ascii: "("): return nil
            default: cell.append(byte)
            }
            index += 1
        }
        return nil
    }
}
