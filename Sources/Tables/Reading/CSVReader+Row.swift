// SPDX-License-Identifier: Apache-2.0

extension CSVReader {
    private enum Step {
        case cell, row, needsMore
    }

    /// Finds the cells of the next row and checks its bytes; `false` at the end of the source.
    mutating func readRow() throws -> Bool {
        while true {
            if start == end {
                if isAtEnd { return false }
                try fill()
                if start == end { return false }
            }
            line = nextLine
            if let after = try scanRow() {
                try checkText(from: start, to: after)
                if isOneColumn { try checkOneColumn() }
                if hasDoubledQuotes { removeDoubledQuotes() }
                start = after
                return true
            }
            // The row goes on behind the buffer: read more and scan it again from its start.
            nextLine = line
            try fill()
        }
    }

    /// The index behind the row that begins at `start`, or `nil` when the buffer ends inside it.
    private mutating func scanRow() throws -> Int? {
        var index = start
        count = 0
        hasDoubledQuotes = false
        while true {
            let step: Step
            if index < end, base[index] == Byte.quote {
                step = try scanQuoted(&index)
            } else {
                step = try scanPlain(&index)
            }
            switch step {
            case .cell: continue
            case .needsMore: return nil
            case .row: return index
            }
        }
    }

    @inline(__always) private mutating func scanPlain(_ index: inout Int) throws -> Step {
        let first = index
        let delimiters = UInt64(repeating: delimiter)
        while true {
            let word = (UnsafePointer(base) + index).word()
            let matches =
                word.firstMatch(of: delimiters)
                | word.firstMatch(of: UInt64(repeating: Byte.lineFeed))
                | word.firstMatch(of: UInt64(repeating: Byte.carriageReturn))
                | word.firstMatch(of: UInt64(repeating: Byte.quote))
            if matches != 0 {
                index &+= matches.trailingZeroBitCount &>> 3
                break
            }
            index &+= 8
            if index >= end { break }
        }
        if index >= end {
            index = end
            guard isAtEnd else { return .needsMore }
            append(Cell(start: first, count: end - first, hasDoubledQuotes: false))
            return .row
        }
        guard base[index] != Byte.quote else { throw CSVError.strayQuote(line: nextLine) }
        return try finish(Cell(start: first, count: index &- first, hasDoubledQuotes: false), at: &index)
    }

    private mutating func scanQuoted(_ index: inout Int) throws -> Step {
        let openedIn = nextLine
        index += 1
        var cell = Cell(start: index, count: 0, hasDoubledQuotes: false)
        while true {
            while index < end, base[index] != Byte.quote {
                if base[index] == Byte.lineFeed { nextLine += 1 }
                index += 1
            }
            guard index < end else {
                guard isAtEnd else { return .needsMore }
                throw CSVError.unterminatedQuote(line: openedIn)
            }
            // Whether this quote closes the cell depends on the byte behind it.
            if index + 1 == end, !isAtEnd { return .needsMore }
            guard index + 1 < end, base[index + 1] == Byte.quote else { break }
            cell.hasDoubledQuotes = true
            hasDoubledQuotes = true
            index += 2
        }
        cell.count = index - cell.start
        index += 1
        if index == end {
            append(cell)
            return .row
        }
        return try finish(cell, at: &index)
    }

    /// Appends the cell that ends at `index` and steps over what ends it.
    @inline(__always) private mutating func finish(_ cell: Cell, at index: inout Int) throws -> Step {
        let byte = base[index]
        if byte == delimiter {
            append(cell)
            index &+= 1
            return .cell
        }
        if byte == Byte.carriageReturn {
            if index + 1 == end, !isAtEnd { return .needsMore }
            guard index + 1 < end, base[index + 1] == Byte.lineFeed else {
                throw CSVError.strayCarriageReturn(line: nextLine)
            }
            index += 1
        } else if byte != Byte.lineFeed {
            throw CSVError.strayQuote(line: nextLine)
        }
        append(cell)
        index &+= 1
        nextLine &+= 1
        return .row
    }

    /// Halves doubled quotes in place; the row is whole by now, so its bytes are not scanned again.
    private mutating func removeDoubledQuotes() {
        for position in 0..<count where cells[position].hasDoubledQuotes {
            let first = cells[position].start
            var read = first
            var write = first
            while read < first + cells[position].count {
                base[write] = base[read]
                read += base[read] == Byte.quote ? 2 : 1
                write += 1
            }
            cells[position].count = write - first
        }
    }

    /// Refuses bytes that are not UTF-8, naming the line and the byte in it.
    @inline(__always) func checkText(from first: Int, to after: Int) throws {
        let row = Bytes(start: base + first, count: after - first)
        if holdsNUL { try checkNUL(row) }
        guard UTF8Check.needed(base + first, count: after - first) else { return }
        guard let error = UTF8Check.firstError(in: row) else { return }
        let (found, byte) = place(of: error, in: row)
        throw CSVError.invalidUTF8(line: found, byte: byte)
    }

    /// Refuses a NUL, at which other readers cut the cell off.
    private func checkNUL(_ row: Bytes) throws {
        guard let index = row.firstIndex(of: 0) else { return }
        throw CSVError.nul(line: place(of: index, in: row).line)
    }

    /// The line of a byte of the row, and its place in that line, from 1.
    private func place(of index: Int, in row: Bytes) -> (line: Int, byte: Int) {
        let before = row.part(0..<index)
        let lineStart = before.lastIndex(of: Byte.lineFeed).map { $0 + 1 } ?? 0
        return (line + before.count { $0 == Byte.lineFeed }, index - lineStart + 1)
    }

    /// Refuses a delimiter outside quotes in a table of one column: the file is no such table.
    private func checkOneColumn() throws {
        let isQuoted = cells[0].start > start && base[cells[0].start - 1] == Byte.quote
        let delimiters = [Byte.comma, Byte.semicolon, Byte.tab, Byte.pipe]
        guard count > 1 || !isQuoted && self[0].contains(where: delimiters.contains) else { return }
        throw CSVError.delimiterInOneColumn(line: line)
    }
}
