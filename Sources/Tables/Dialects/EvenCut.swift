// SPDX-License-Identifier: Apache-2.0

/// A text's beginning cut into records by one delimiter, with strict quotes: a quote opens at a cell's start
/// only, and closes before a delimiter or a line's end.
struct EvenCut {
    /// How the cutting ended.
    enum End: Equatable {
        /// Every record has as many cells.
        case even
        /// The record that begins in that line has another number of cells than the first.
        case uneven(line: Int)
        /// A quote of the record that begins in that line is amiss.
        case malformed(line: Int)
    }

    /// Cells of the first record.
    private(set) var width = 0
    /// Whole records that were cut, all of one width.
    private(set) var records = 0
    private(set) var end = End.even
    /// Whether one of the other delimiters stands outside quotes.
    private(set) var holdsOthers = false

    private let text: Bytes
    private let delimiter: UInt8
    private let isWhole: Bool
    private var index: Int
    private var line: Int

    /// Cuts `text` from the line that begins at `offset`; `isWhole` when nothing comes behind it, else a
    /// record that is cut off does not count.
    init(_ text: Bytes, by delimiter: Dialect.Delimiter, from offset: Int, line: Int, isWhole: Bool) {
        self.text = text
        self.delimiter = delimiter.byte
        self.isWhole = isWhole
        index = offset
        self.line = line
        run()
    }

    /// The first whole records, each as the places of its cells without their quotes.
    static func records(
        of text: Bytes,
        by delimiter: Dialect.Delimiter,
        from offset: Int,
        most: Int
    ) -> [[Range<Int>]] {
        var cut = EvenCut(text, delimiter.byte, offset)
        var records: [[Range<Int>]] = []
        while cut.index < text.count, records.count < most {
            var cells: [Range<Int>] = []
            guard case .record = cut.record({ cells.append($0) }) else { break }
            records.append(cells)
        }
        return records
    }

    private init(_ text: Bytes, _ delimiter: UInt8, _ offset: Int) {
        self.text = text
        self.delimiter = delimiter
        isWhole = true
        index = offset
        line = 1
    }

    private enum Record {
        case record(cells: Int)
        case cutOff, malformed
    }

    private mutating func run() {
        var blank: Int?
        while index < text.count {
            let first = line
            let begin = index
            switch record({ _ in }) {
            case .cutOff:
                return
            case .malformed:
                end = .malformed(line: first)
                return
            case .record(let cells):
                if isBlank(begin), records == 0 || width > 1 {
                    // Blank lines are no records where nothing comes behind them; in an only column they are
                    // empty cells.
                    blank = blank ?? first
                    continue
                }
                if let blank {
                    end = .uneven(line: blank)
                    return
                }
                if records == 0 { width = cells }
                guard cells == width else {
                    end = .uneven(line: first)
                    return
                }
                records += 1
            }
        }
    }

    /// Whether the line that began there is empty.
    private func isBlank(_ begin: Int) -> Bool {
        text[begin] == Byte.lineFeed
            || text[begin] == Byte.carriageReturn && begin + 1 < text.count
                && text[begin + 1] == Byte.lineFeed
    }

    /// Cuts one record and steps behind it.
    private mutating func record(_ cell: (Range<Int>) -> Void) -> Record {
        var cells = 0
        while true {
            var begin = index
            var finish: Int
            if index < text.count, text[index] == Byte.quote {
                begin += 1
                guard let close = closingQuote() else { return isWhole ? .malformed : .cutOff }
                finish = close
            } else {
                while index < text.count, text[index] != delimiter, text[index] != Byte.lineFeed {
                    if text[index] == Byte.quote { return .malformed }
                    holdsOthers = holdsOthers || Self.isDelimiter(text[index])
                    index += 1
                }
                finish = index
            }
            guard index < text.count else {
                guard isWhole else { return .cutOff }
                cell(begin..<finish)
                return .record(cells: cells + 1)
            }
            cells += 1
            let byte = text[index]
            if byte == delimiter {
                cell(begin..<finish)
                index += 1
                if index == text.count, !isWhole { return .cutOff }
                continue
            }
            if byte == Byte.carriageReturn, index + 1 < text.count, text[index + 1] == Byte.lineFeed {
                index += 1
            } else if byte != Byte.lineFeed {
                return index + 1 == text.count && !isWhole ? .cutOff : .malformed
            } else if finish > begin, text[finish - 1] == Byte.carriageReturn, finish == index {
                finish -= 1
            }
            cell(begin..<finish)
            index += 1
            line += 1
            return .record(cells: cells)
        }
    }

    /// Steps behind the quote that closes the cell which opens here; where it is.
    private mutating func closingQuote() -> Int? {
        index += 1
        while index < text.count {
            if text[index] == Byte.lineFeed { line += 1 }
            if text[index] == Byte.quote {
                guard index + 1 < text.count, text[index + 1] == Byte.quote else {
                    index += 1
                    return index - 1
                }
                index += 1
            }
            index += 1
        }
        return nil
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        byte == Byte.comma || byte == Byte.semicolon || byte == Byte.tab || byte == Byte.pipe
    }
}
