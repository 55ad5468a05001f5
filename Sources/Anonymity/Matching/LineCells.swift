// SPDX-License-Identifier: Apache-2.0
import Tables

/// Cuts a line of text into cells as if it were a row of a table.
enum LineCells {
    /// What a row inside a text may be separated by; the last is Markdown's.
    static let delimiters = [Byte.comma, Byte.semicolon, Byte.tab, Byte.pipe]

    /// Calls `body` with each cell.
    ///
    /// A cell may be quoted; the empty cells outside Markdown's outer bars are left out.
    static func forEach(in line: Bytes, delimiter: UInt8, _ body: (Bytes) -> Void) {
        var line = line.trimmed
        if delimiter == Byte.pipe {
            if line.first == Byte.pipe { line = line.part(1..<line.count) }
            if line.last == Byte.pipe { line = line.part(0..<line.count - 1) }
        }
        var index = 0
        while true {
            let end = cellEnd(in: line, from: index, delimiter: delimiter)
            unquoted(line.part(index..<end), body)
            guard end < line.count else { return }
            index = end + 1
        }
    }

    private static func cellEnd(in line: Bytes, from first: Int, delimiter: UInt8) -> Int {
        var isQuoted = false
        for index in first..<line.count {
            if line[index] == Byte.quote { isQuoted.toggle() }
            if line[index] == delimiter, !isQuoted { return index }
        }
        // A quote that never closes was no quote.
        guard isQuoted else { return line.count }
        return line.part(first..<line.count).firstIndex(of: delimiter).map { first + $0 } ?? line.count
    }

    private static func unquoted(_ cell: Bytes, _ body: (Bytes) -> Void) {
        let cell = cell.trimmed
        for mark in [Byte.quote, UInt8(ascii: "`")]
        where cell.count >= 2 && cell.first == mark && cell.last == mark {
            let inner = cell.part(1..<cell.count - 1)
            guard mark == Byte.quote, inner.contains(mark) else { return body(inner) }
            var single: [UInt8] = []
            var index = 0
            while index < inner.count {
                single.append(inner[index])
                index += inner[index] == mark ? 2 : 1
            }
            return single.withUnsafeBufferPointer(body)
        }
        body(cell)
    }
}
