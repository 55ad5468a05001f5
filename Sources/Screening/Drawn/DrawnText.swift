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
        while let range = lines.read() {
            if text.part(range).trimmed.isEmpty || range.count > longestLine {
                flush()
            } else if block.count < mostLines {
                block.append((range, line + lines.line - 1))
            }
        }
        flush()
    }

    /// Whether two of its lines, or a line and a rule, can belong to a table.
    private static func mayDraw(_ block: [(range: Range<Int>, line: Int)], _ text: Bytes) -> Bool {
        var likely = 0
        for each in block {
            let line = text.part(each.range)
            guard line.contains(where: { 0x30...0x39 ~= $0 }) else { continue }
            let first = line.trimmed.first
            if line.contains(where: {
                $0 == Byte.pipe || $0 == UInt8(ascii: "&") || $0 == 0xE2 || $0 == Byte.tab
            })
                || zip(line, line.dropFirst()).contains(where: { $0 == Byte.space && $1 == Byte.space })
                || line.trimmed.last.map({ 0x30...0x39 ~= $0 }) ?? false
                || first.map({ 0x30...0x39 ~= $0 }) ?? false
            {
                likely += 1
            }
        }
        return likely >= 1
    }
}
