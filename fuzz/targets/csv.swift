// SPDX-License-Identifier: Apache-2.0

/// What reading a table gave: its rows, the header first, and what ended it early.
private struct Reading: Equatable {
    var rows: [[[UInt8]]] = []
    var error: CSVError?
}

/// The CSV reader: through buffers of several sizes, and what it read written and read again.
func check(_ input: [UInt8]) {
    var choices = Choices(input)
    let delimiter = Dialect.Delimiter.parting[Int(choices.byte() % 3)]
    let capacity = Int(choices.byte()) + 16
    let chunk = Int(choices.byte()) + 1
    let table = choices.remaining

    let whole = read(table, delimiter, capacity: table.count + 32, chunk: .max)
    let piecewise = read(table, delimiter, capacity: capacity, chunk: chunk)
    hold(whole == piecewise, "a table reads the same through any buffer")
    hold(whole.rows.allSatisfy { $0.count == whole.rows[0].count }, "every row has the header's cells")
    guard whole.error == nil else { return }
    hold(
        whole.rows.joined().allSatisfy { String(validating: $0, as: UTF8.self) != nil },
        "every cell is UTF-8"
    )
    let again = read(write(whole.rows, delimiter), delimiter, capacity: capacity, chunk: chunk)
    hold(again == whole, "a table that was read and written reads the same")
}

private func read(_ table: [UInt8], _ delimiter: Dialect.Delimiter, capacity: Int, chunk: Int) -> Reading {
    var reading = Reading()
    do {
        var reader = try CSVReader(
            MemorySource(table, chunk: chunk),
            dialect: Dialect(delimiter: delimiter),
            capacity: capacity
        )
        reading.rows.append(reader.header.map { Array($0.utf8) })
        let batch = RowBatch(width: reader.header.count)
        while try reader.next() {
            batch.append(reader)
            hold(reader.line >= 1, "lines are counted from 1")
            reading.rows.append((0..<reader.header.count).map { Array(reader[$0]) })
        }
        var copied: [[[UInt8]]] = []
        batch.forEach { row in copied.append(reader.header.indices.map { Array(row[$0]) }) }
        hold(copied == Array(reading.rows.dropFirst()), "copied rows are the rows")
    } catch {
        reading.error = error as? CSVError
        hold(reading.error != nil, "a table is refused by line")
    }
    return reading
}

private func write(_ rows: [[[UInt8]]], _ delimiter: Dialect.Delimiter) -> [UInt8] {
    var table: [UInt8] = []
    for row in rows {
        for (position, cell) in row.enumerated() {
            if position > 0 { table.append(delimiter.byte) }
            table.append(Byte.quote)
            for byte in cell { table += byte == Byte.quote ? [byte, byte] : [byte] }
            table.append(Byte.quote)
        }
        table.append(Byte.lineFeed)
    }
    return table
}
