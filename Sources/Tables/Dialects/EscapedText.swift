// SPDX-License-Identifier: Apache-2.0

/// The text format of PostgreSQL's COPY (and of MySQL's exports): tabs part the cells, nothing is quoted, a
/// backslash stands before what would part them, and `\N` for what is missing.
enum EscapedText {
    /// Whether every line has as many tabs, one at least, and a cell is `\N` or has an escaped sign.
    static func stands(in text: [UInt8], isWhole: Bool) -> Bool {
        var lines = text.split(separator: Byte.lineFeed)
        if !isWhole { lines.removeLast() }
        guard let tabs = lines.first?.count(where: { $0 == Byte.tab }), tabs > 0 else { return false }
        return lines.allSatisfy { line in line.count { $0 == Byte.tab } == tabs }
            && lines.contains { line in line.split(separator: Byte.tab).contains(where: isEscaped) }
    }

    private static func isEscaped(_ cell: ArraySlice<UInt8>) -> Bool {
        if cell.elementsEqual("\\N".utf8) { return true }
        return zip(cell, cell.dropFirst()).contains { sign, next in
            sign == Byte.backslash && "\\nrt".utf8.contains(next)
        }
    }
}
