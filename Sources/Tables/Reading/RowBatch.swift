// SPDX-License-Identifier: Apache-2.0

/// Rows copied from a reader, to be looked at while it reads on.
///
/// One thread fills it; others read it after it was handed over.
@usableFromInline package final class RowBatch: @unchecked Sendable {
    /// One of the rows; valid as long as the batch is.
    @usableFromInline package struct Row {
        @usableFromInline package let line: Int
        @usableFromInline let base: UnsafePointer<UInt8>
        @usableFromInline let cells: UnsafePointer<Cell>

        @usableFromInline init(line: Int, base: UnsafePointer<UInt8>, cells: UnsafePointer<Cell>) {
            self.line = line
            self.base = base
            self.cells = cells
        }

        @inlinable @inline(__always) package subscript(column: Int) -> Bytes {
            Bytes(start: base + Int(cells[column].start), count: Int(cells[column].count))
        }
    }

    @usableFromInline package struct Cell {
        @usableFromInline var start: UInt32
        @usableFromInline var count: UInt32
    }

    /// In one value, so that a row costs one check of exclusive access and not one for each cell.
    @usableFromInline struct Storage {
        @usableFromInline var bytes = UnsafeMutableBufferPointer<UInt8>.allocate(
            capacity: RowBatch.usualCapacity
        )
        var used = 0
        @usableFromInline var lines: [Int] = []
        @usableFromInline var cells = UnsafeMutableBufferPointer<Cell>.allocate(capacity: 1 << 14)
    }

    private static let usualCapacity = 1 << 18

    @usableFromInline let width: Int
    @usableFromInline private(set) var storage = Storage()

    /// An empty batch for rows of that many cells.
    package init(width: Int) {
        self.width = width
    }

    deinit {
        storage.bytes.deallocate()
        storage.cells.deallocate()
    }

    package var isFull: Bool { storage.used > Self.usualCapacity / 2 }

    package func append(_ row: borrowing CSVReader) {
        Self.append(row, width: width, to: &storage)
    }

    private static func append(_ row: borrowing CSVReader, width: Int, to storage: inout Storage) {
        let first = storage.lines.count &* width
        if first + width > storage.cells.count { storage.cells.grow(to: first + width, keeping: first) }
        let start = row.cells[0].start
        let length = row.cells[width - 1].start + row.cells[width - 1].count - start
        if storage.used + length > storage.bytes.count {
            storage.bytes.grow(to: storage.used + length, keeping: storage.used)
        }
        guard let bytes = storage.bytes.baseAddress, let cells = storage.cells.baseAddress else { return }
        // The bytes between two cells come along: one copy is quicker than one for each cell.
        (bytes + storage.used).update(from: row.base + start, count: length)
        var column = 0
        while column < width {
            let cell = row.cells[column]
            // A row is shorter than four gigabytes, and a batch ends soon after a long one.
            (cells + (first &+ column)).initialize(
                to: Cell(
                    start: UInt32(truncatingIfNeeded: cell.start &- start &+ storage.used),
                    count: UInt32(truncatingIfNeeded: cell.count)
                )
            )
            column &+= 1
        }
        storage.used &+= length
        storage.lines.append(row.line)
    }

    @inlinable @inline(__always) package func forEach(_ body: (Row) throws -> Void) rethrows {
        let storage = storage
        guard let bytes = storage.bytes.baseAddress, var cells = storage.cells.baseAddress else { return }
        for line in storage.lines {
            try body(Row(line: line, base: UnsafePointer(bytes), cells: UnsafePointer(cells)))
            cells += width
        }
    }
}

extension UnsafeMutableBufferPointer {
    /// Moves the first `kept` of trivial elements to a larger place.
    fileprivate mutating func grow(to needed: Int, keeping kept: Int) {
        let grown = Self.allocate(capacity: needed * 2)
        if let from = baseAddress { grown.baseAddress?.update(from: from, count: kept) }
        deallocate()
        self = grown
    }
}
