// SPDX-License-Identifier: Apache-2.0
import Tables

/// Rows of cells parted by a delimiter, which is found, and read leniently.
struct DelimitedFormat {
    private static let candidates = [Byte.comma, Byte.semicolon, Byte.tab, Byte.pipe]
    private static let sample = 256 << 10

    let delimiter: UInt8
    /// Whether all rows of the beginning are cut alike.
    let isEven: Bool
    /// The line of the text in which the names of the columns stand, from 1.
    private let headerLine: Int

    private init(_ delimiter: UInt8, isEven: Bool, headerLine: Int) {
        self.delimiter = delimiter
        self.isEven = isEven
        self.headerLine = headerLine
    }

    /// Every way to read a text as rows: where two are equally good, both count.
    ///
    /// Of a file that is said to be a table, all that the readers of tables find, whose titles and comments
    /// are above the header; of any text the delimiter at which every row of the beginning is cut alike, but
    /// for three lines above them; of a table where there is neither, the one at which most rows are.
    static func all(_ text: Bytes, isSaid: Bool) -> [Self] {
        var formats: [Self] = []
        func add(_ format: Self) {
            let isKnown = formats.contains {
                $0.delimiter == format.delimiter && $0.headerLine == format.headerLine
            }
            if !isKnown { formats.append(format) }
        }
        if isSaid {
            let head = Array(text.part(0..<min(text.count, sample)))
            for dialect in DialectFinder(head, isWhole: head.count == text.count).all()
            where dialect.encoding == .utf8 {
                add(Self(dialect.delimiter.byte, isEven: true, headerLine: dialect.skipLines + 1))
            }
        }
        if let own = found(text, isSaid: isSaid), own.isEven || formats.isEmpty { add(own) }
        return formats
    }

    private static func found(_ text: Bytes, isSaid: Bool) -> Self? {
        let head = text.part(0..<min(text.count, sample))
        var best: (delimiter: UInt8, width: Int, skipped: Int, line: Int)?
        var usual: (delimiter: UInt8, share: Double)?
        for candidate in candidates where head.contains(candidate) {
            let rows = widths(head, candidate, isWhole: head.count == text.count)
            guard rows.count >= 2 || isSaid && rows.count == 1 else { continue }
            if candidate == Byte.pipe, hasRules(head) { continue }
            for skipped in 0...min(3, rows.count - 1) {
                let rest = rows[skipped...]
                guard let first = rest.first, first.width >= 2, rest.count >= 2 || isSaid && skipped == 0,
                    rest.allSatisfy({ $0.width == first.width })
                else { continue }
                if skipped < best?.skipped ?? 4 || skipped == best?.skipped && first.width > best?.width ?? 0
                {
                    best = (candidate, first.width, skipped, first.line)
                }
                break
            }
            let counts = Dictionary(grouping: rows.map(\.width).filter { $0 > 1 }, by: { $0 })
            let share = Double(counts.values.map(\.count).max() ?? 0) / Double(rows.count)
            if share > usual?.share ?? 0.5 { usual = (candidate, share) }
        }
        if let best { return Self(best.delimiter, isEven: true, headerLine: best.line) }
        guard isSaid, let usual else { return nil }
        return Self(usual.delimiter, isEven: false, headerLine: 1)
    }

    /// Lines of dashes, bars and crosses belong to drawn tables.
    private static func hasRules(_ text: Bytes) -> Bool {
        var lines = LineCutter(text)
        while let range = lines.read() {
            let line = text.part(range).trimmed
            if line.count > 2, line.contains(Byte.dash), line.allSatisfy({ "-|+:= ".utf8.contains($0) }) {
                return true
            }
        }
        return false
    }

    /// How many cells each row has that is not blank, and the line in which it begins.
    private static func widths(_ text: Bytes, _ delimiter: UInt8, isWhole: Bool) -> [(width: Int, line: Int)]
    {
        var widths: [(width: Int, line: Int)] = []
        var cutter = RowCutter(text, delimiter)
        while cutter.next() {
            if cutter.isBlank || cutter.isComment { continue }
            widths.append((cutter.cells.count, cutter.line))
        }
        // The last row of a sample is cut.
        if !isWhole, !widths.isEmpty { widths.removeLast() }
        return widths
    }

    /// Reads all rows; tables are numbered from `table` on, and the next free number is told.
    func read(_ text: Bytes, from line: Int, table first: Int = 1, into sink: some RecordSink) throws -> Int {
        var cutter = RowCutter(text, delimiter)
        var record = Record()
        var table = first
        var isAbove = headerLine > 1
        // Of the table at hand: its rows, and how many cells its only one has.
        var (rows, width, isParted) = (0, 0, false)
        while cutter.next() {
            if isAbove, cutter.line >= headerLine {
                // The names stand here, and what is above was no table's.
                isAbove = false
                table += 1
                (rows, isParted) = (0, false)
            }
            if cutter.isBlank {
                isParted = true
                continue
            }
            if cutter.isComment {
                record.begin(.line, line: cutter.line + line - 1, table: 0)
                record.isAside = true
                record.append(text.part(cutter.cells[0].range))
                try sink.take(record)
                continue
            }
            // A blank line parts tables, but not the names of columns from rows of as many cells.
            if isParted, rows != 1 || cutter.cells.count != width || width < 2 || !cutter.hasNumber(text) {
                table += 1
                rows = 0
            }
            if rows == 0 { width = cutter.hasNumber(text) ? 0 : cutter.cells.count }
            (rows, isParted) = (rows + 1, false)
            record.begin(.row, line: cutter.line + line - 1, table: table)
            for cell in cutter.cells {
                let part = text.part(cell.range)
                if cell.isQuoted, part.contains(Byte.quote) {
                    record.append(RowCutter.halved(part), at: cell.range)
                } else {
                    record.append(part.trimmed, at: cell.range)
                }
            }
            try sink.take(record)
        }
        return table + 1
    }
}

/// Rows of a delimited text; a quote opens at the beginning of a cell only, and one that never closes is a
/// sign like others.
struct RowCutter {
    struct Cell {
        let range: Range<Int>
        let isQuoted: Bool
    }

    private static let longestQuoted = 1 << 20

    private let text: Bytes
    private let delimiter: UInt8
    private var position = 0
    private var nextLine = 1
    private(set) var line = 1
    private(set) var cells: [Cell] = []

    init(_ text: Bytes, _ delimiter: UInt8) {
        self.text = text
        self.delimiter = delimiter
    }

    var isBlank: Bool { cells.count == 1 && text.part(cells[0].range).trimmed.isEmpty }

    /// Whether a cell of the row is a number.
    func hasNumber(_ text: Bytes) -> Bool {
        cells.contains { cell in
            let part = text.part(cell.range).trimmed
            return part.contains(where: Byte.isDigit)
                && part.allSatisfy { Byte.isDigit($0) || Self.inNumbers.contains($0) }
        }
    }

    private static let inNumbers = Array("+-.,%<>*() '".utf8)

    /// A remark in one cell, which belongs to no column.
    var isComment: Bool {
        cells.count == 1 && text.part(cells[0].range).trimmed.first == UInt8(ascii: "#")
    }

    mutating func next() -> Bool {
        guard position < text.count else { return false }
        cells.removeAll(keepingCapacity: true)
        line = nextLine
        var index = position
        while true {
            index = cell(from: index)
            guard index < text.count else { break }
            if text[index] == delimiter {
                index &+= 1
                if index == text.count { cells.append(Cell(range: index..<index, isQuoted: false)) }
                continue
            }
            nextLine &+= 1
            if text[index] == Byte.carriageReturn, index &+ 1 < text.count, text[index &+ 1] == Byte.lineFeed
            {
                index &+= 1
            }
            index &+= 1
            break
        }
        position = index
        return true
    }

    /// Appends the cell that begins there; where it ends is told.
    private mutating func cell(from first: Int) -> Int {
        if first < text.count, text[first] == Byte.quote, let end = quoted(first) { return end }
        var end = first
        while end < text.count, text[end] != delimiter, text[end] != Byte.lineFeed,
            text[end] != Byte.carriageReturn
        { end &+= 1 }
        cells.append(Cell(range: first..<end, isQuoted: false))
        return end
    }

    private mutating func quoted(_ first: Int) -> Int? {
        var index = first &+ 1
        var lines = 0
        let limit = min(text.count, first &+ Self.longestQuoted)
        while index < limit {
            if text[index] == Byte.lineFeed { lines &+= 1 }
            if text[index] == Byte.quote {
                if index &+ 1 < text.count, text[index &+ 1] == Byte.quote {
                    index &+= 2
                    continue
                }
                var end = index &+ 1
                while end < text.count, text[end] == Byte.space, delimiter != Byte.space { end &+= 1 }
                guard
                    end == text.count || text[end] == delimiter || text[end] == Byte.lineFeed
                        || text[end] == Byte.carriageReturn
                else { return nil }
                cells.append(Cell(range: first &+ 1..<index, isQuoted: true))
                nextLine &+= lines
                return end
            }
            index &+= 1
        }
        return nil
    }

    static func halved(_ cell: Bytes) -> [UInt8] {
        var single: [UInt8] = []
        var index = 0
        while index < cell.count {
            single.append(cell[index])
            index +=
                cell[index] == Byte.quote && index + 1 < cell.count && cell[index + 1] == Byte.quote ? 2 : 1
        }
        return single
    }
}
