// SPDX-License-Identifier: Apache-2.0
import Tables

/// The tables that a text draws with spaces, bars, rules or LaTeX's `&`, as consoles and reports do.
enum DrawnText {
    private static let mostLines = ResultTable.mostRows
    private static let longestLine = 2000

    /// Hands out the tables, in their order, block by block: blank lines part them.
    static func forEachTable(in text: Bytes, from line: Int = 1, _ body: (ResultTable) -> Void) {
        var lines = LineCutter(text)
        var block: [(range: Range<Int>, line: Int)] = []
        var before = ""
        func flush() {
            defer { block = [] }
            guard block.count > 1, mayDraw(block, text) else {
                if let only = block.last { before = String(decoding: text.part(only.range), as: UTF8.self) }
                return
            }
            let drawn = block.map { DrawnLine(text, $0.range, number: $0.line) }
            for table in DrawnBlock(drawn, below: before).tables { body(table) }
            before = ""
        }
        var isParted = false
        while let range = lines.read() {
            if text.part(range).trimmed.isEmpty, areNames(block, text) {
                isParted = true
                continue
            }
            // A blank line parts tables, but not names from what stands in their columns.
            if isParted, !hasColumns(text.part(range)) { flush() }
            isParted = false
            if text.part(range).trimmed.isEmpty || range.count > longestLine {
                flush()
            } else if block.count < mostLines {
                block.append((range, line + lines.line - 1))
            }
        }
        flush()
    }

    /// Whether lines are names of columns without any row below: no figures, but columns.
    private static func areNames(_ block: [(range: Range<Int>, line: Int)], _ text: Bytes) -> Bool {
        guard block.count <= 3, block.contains(where: { hasColumns(text.part($0.range)) }) else {
            return false
        }
        return !block.contains { text.part($0.range).contains(where: isDigit) }
    }

    /// Whether something other than one space stands between the words of a line.
    private static func hasColumns(_ line: Bytes) -> Bool {
        let line = line.trimmed
        var before: UInt8 = 0
        for byte in line {
            if byte == Byte.pipe || byte == Byte.tab || byte == UInt8(ascii: "&") && before == Byte.space
                || byte == Byte.space && before == Byte.space
            {
                return true
            }
            before = byte
        }
        return false
    }

    /// Whether a line has a digit, and a bar, two spaces, or a number at its end.
    private static func mayDraw(_ block: [(range: Range<Int>, line: Int)], _ text: Bytes) -> Bool {
        block.contains { each in
            let line = text.part(each.range)
            guard line.contains(where: isDigit) else { return false }
            var before: UInt8 = 0
            for byte in line {
                if byte == Byte.pipe || byte == UInt8(ascii: "&") || byte == 0xE2 || byte == Byte.tab {
                    return true
                }
                if byte == Byte.space, before == Byte.space { return true }
                before = byte
            }
            return line.trimmed.last.map(isDigit) ?? false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
}
