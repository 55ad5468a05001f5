// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Streams the rows of an RFC 4180 table; cells are slices of the buffer, valid until the next row is read.
///
/// Strict on purpose: whatever two readers could read differently (ragged rows, stray quotes, lone carriage
/// returns, NULs, bytes that are not UTF-8) is refused by line, so that what was measured is what others will
/// read.
@usableFromInline package struct CSVReader: ~Copyable {
    @usableFromInline package struct Cell {
        @usableFromInline var start: Int
        @usableFromInline var count: Int
        var hasDoubledQuotes: Bool
    }

    /// Bytes kept readable and zero behind the data, so that words can be loaded at its end.
    static let slack = 16
    static let longestRow = 64 << 20
    /// Columns of a table that is held to the rules.
    package static let mostColumns = 5000

    let delimiter: UInt8
    /// Whether no delimiter of any kind may stand outside quotes.
    let isOneColumn: Bool
    private var source: any ByteSource
    private let onProgress: ((Int) throws -> Void)?

    @usableFromInline private(set) var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// The row being read starts at `start`; the data ends at `end`.
    var start = 0
    private(set) var end = 0
    private(set) var isAtEnd = false
    private var bytesRead = 0
    /// Whether a NUL was read: from then on each row is looked at.
    private(set) var holdsNUL = false

    @usableFromInline var cells: UnsafeMutablePointer<Cell>
    private var cellCapacity = 64
    /// How many cells the row just read has.
    package internal(set) var count = 0
    /// Whether one of them holds doubled quotes.
    var hasDoubledQuotes = false

    /// The line in which the row just read starts.
    package internal(set) var line = 0
    var nextLine = 1

    /// The names of the columns, non-empty and unique.
    package private(set) var header: [String] = []
    /// The lines above the header, which belong to the file and to no column.
    package private(set) var skipped: [String] = []

    /// Reads the header.
    ///
    /// The buffer begins with `capacity` bytes and grows with the longest row. `onProgress` is told the bytes
    /// read so far after each chunk; what it throws ends the reading.
    package init(
        _ source: any ByteSource,
        dialect: Dialect = Dialect(),
        naming: Naming = .strict,
        capacity: Int = 1 << 20,
        onProgress: ((Int) throws -> Void)? = nil
    ) throws {
        let decoded = dialect.decoded(source)
        self.source = naming == .lenient ? LineFeedSource(decoded) : decoded
        delimiter = dialect.delimiter.byte
        isOneColumn = dialect.delimiter == .oneColumn
        self.onProgress = onProgress
        self.capacity = capacity
        base = .allocate(capacity: capacity + Self.slack)
        cells = .allocate(capacity: cellCapacity)
        try readHeader(dialect, naming)
    }

    /// What is made of columns without a name or with another's, and of lines that end in carriage returns
    /// alone.
    package enum Naming: Sendable {
        /// They are refused.
        case strict
        /// Columns are named by their place and lines are lines, so that all that can be read is.
        case lenient
    }

    deinit {
        base.deallocate()
        cells.deallocate()
    }

    private mutating func readHeader(_ dialect: Dialect, _ naming: Naming) throws {
        try fill()
        if end >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { start = 3 }
        for _ in 0..<dialect.skipLines { try skipLine() }
        guard try readRow() else { throw CSVError.emptyFile }
        guard count <= Self.mostColumns || naming == .lenient else {
            throw CSVError.tooManyColumns(line: line, count: count)
        }
        let cells = (0..<count).map { (String(decoding: self[$0], as: UTF8.self), self[$0].trimmed.isEmpty) }
        var names = HeaderNames(naming)
        for (index, (name, isEmpty)) in cells.enumerated() {
            if index == 0, dialect.hasIndexColumn {
                guard isEmpty else { throw CSVError.namedIndexColumn(name: name) }
                names.addIndex(beside: cells.map(\.0))
            } else {
                try names.add(isEmpty ? nil : name)
            }
        }
        header = names.all
    }

    /// Steps over a line above the header, which is text all the same.
    private mutating func skipLine() throws {
        var searched = start
        while true {
            while searched < end, base[searched] != Byte.lineFeed { searched += 1 }
            if searched < end || isAtEnd { break }
            searched -= start
            try fill()
        }
        guard searched < end else { throw CSVError.emptyFile }
        line = nextLine
        try checkText(from: start, to: searched + 1)
        skipped.append(
            String(decoding: Bytes(start: base + start, count: searched - start), as: UTF8.self)
        )
        start = searched + 1
        nextLine += 1
    }

    /// Reads the next row; `false` at the end.
    ///
    /// Blank lines at the very end are no rows of a table of several columns.
    package mutating func next() throws -> Bool {
        guard try readRow() else { return false }
        guard count != header.count else { return true }
        let ragged = CSVError.raggedRow(line: line, cells: count, expected: header.count)
        guard isBlank else { throw ragged }
        while try readRow() {
            guard isBlank else { throw ragged }
        }
        return false
    }

    private var isBlank: Bool { count == 1 && cells[0].count == 0 && header.count > 1 }

    /// The cell of the row just read in that column, unquoted.
    @inlinable @inline(__always) package subscript(column: Int) -> UnsafeBufferPointer<UInt8> {
        Bytes(start: base + cells[column].start, count: cells[column].count)
    }

    @inline(__always) mutating func append(_ cell: Cell) {
        if count == cellCapacity { growCells() }
        (cells + count).initialize(to: cell)
        count &+= 1
    }

    private mutating func growCells() {
        let grown = UnsafeMutablePointer<Cell>.allocate(capacity: cellCapacity * 2)
        grown.moveInitialize(from: cells, count: cellCapacity)
        cells.deallocate()
        cells = grown
        cellCapacity *= 2
    }

    /// Moves the unread bytes to the front and reads on until the buffer is full or the source ends.
    mutating func fill() throws {
        let kept = end - start
        if kept > capacity / 2 {
            guard capacity < Self.longestRow else {
                throw CSVError.rowTooLong(line: nextLine, limit: capacity)
            }
            let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + Self.slack)
            grown.initialize(from: base + start, count: kept)
            base.deallocate()
            base = grown
            capacity *= 2
        } else if start > 0 {
            base.update(from: base + start, count: kept)
        }
        start = 0
        end = kept
        while end < capacity {
            let free = UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
            let got = try source.read(into: free)
            if got == 0 {
                isAtEnd = true
                break
            }
            holdsNUL = holdsNUL || memchr(base + end, 0, got) != nil
            end += got
            bytesRead += got
        }
        (base + end).initialize(repeating: 0, count: Self.slack)
        try onProgress?(bytesRead)
    }
}
