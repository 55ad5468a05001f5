// SPDX-License-Identifier: Apache-2.0
import Tables

/// Any text, line by line; very long lines come in pieces.
enum LineFormat {
    private static let longest = 1 << 20

    static func read(_ text: Bytes, from line: Int, into sink: some RecordSink) throws {
        var lines = LineCutter(text)
        var record = Record()
        while let range = lines.read() {
            var start = range.lowerBound
            repeat {
                var end = min(range.upperBound, start + longest)
                // Cut between words.
                while end < range.upperBound, end > start + longest / 2, Byte.isWord(text[end]) { end -= 1 }
                record.begin(.line, line: lines.line + line - 1, table: 0)
                record.append(text.part(start..<end))
                try sink.take(record)
                start = end
            } while start < range.upperBound
        }
    }
}
