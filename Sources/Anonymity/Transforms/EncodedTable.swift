// SPDX-License-Identifier: Apache-2.0
import Tables

/// A table in memory: the distinct values of each column once, and their codes row by row.
package struct EncodedTable: Sendable {
    package struct Column: Sendable {
        package let name: String
        package var values: [String]
        package var codes: [UInt32]

        package init(name: String, values: [String], codes: [UInt32]) {
            self.name = name
            self.values = values
            self.codes = codes
        }
    }

    package var columns: [Column]
    package private(set) var rows: Int
    /// How it was written, and is again.
    package let dialect: Dialect

    package var header: [String] { columns.map(\.name) }

    /// Throws `CSVError` for a file that cannot be read, and whatever the source throws.
    package init(reading source: any ByteSource, dialect: Dialect = Dialect()) throws {
        self.dialect = dialect
        var reader = try CSVReader(source, dialect: dialect)
        var dictionaries = reader.header.map { _ in ValueDictionary() }
        var codes = reader.header.map { _ in [UInt32]() }
        var rows = 0
        while try reader.next() {
            for index in dictionaries.indices {
                codes[index].append(dictionaries[index].code(of: reader[index]))
            }
            rows += 1
        }
        self.rows = rows
        columns = reader.header.indices.map { index in
            let dictionary = dictionaries[index]
            let values = (0..<dictionary.count).map { code in
                dictionary.withValue(code) { String(decoding: $0, as: UTF8.self) }
            }
            return Column(name: reader.header[index], values: values, codes: codes[index])
        }
    }

    /// The place of a column.
    package func index(of name: String) throws -> Int {
        guard let index = columns.firstIndex(where: { $0.name == name }) else {
            throw MeasureError.unknownColumn(name)
        }
        return index
    }

    /// Keeps the rows for which `isKept` holds.
    mutating func keep(_ isKept: [Bool]) {
        for index in columns.indices {
            columns[index].codes = zip(columns[index].codes, isKept).filter(\.1).map(\.0)
        }
        rows = isKept.count { $0 }
    }

    /// The dialect in which the table is written: its own in UTF-8, without lines above the header, which
    /// nobody made anonymous, and with a name for the index.
    package var outDialect: Dialect {
        var out = dialect
        out.encoding = .utf8
        out.skipLines = 0
        out.hasIndexColumn = false
        return out
    }

    /// Hands the table's bytes to `sink`, piece by piece: RFC 4180 in `outDialect` with line feeds, quoted
    /// where it must be.
    package func write(to sink: ([UInt8]) throws -> Void) throws {
        let delimiter = outDialect.delimiter
        var buffer: [UInt8] = []
        let names = columns.map { Self.cell($0.name, delimiter) }
        let cells = columns.map { column in column.values.map { Self.cell($0, delimiter) } }
        Self.append(names.map { $0[...] }, delimiter, to: &buffer)
        for row in 0..<rows {
            Self.append(
                columns.indices.map { cells[$0][Int(columns[$0].codes[row])][...] },
                delimiter,
                to: &buffer
            )
            if buffer.count > 1 << 16 {
                try sink(buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        try sink(buffer)
    }

    private static func append(
        _ cells: [ArraySlice<UInt8>],
        _ delimiter: Dialect.Delimiter,
        to buffer: inout [UInt8]
    ) {
        // A row of one empty cell would be a blank line.
        if cells.count == 1, cells[0].isEmpty { buffer += [Byte.quote, Byte.quote] }
        for (index, cell) in cells.enumerated() {
            if index > 0 { buffer.append(delimiter.byte) }
            buffer.append(contentsOf: cell)
        }
        buffer.append(UInt8(ascii: "\n"))
    }

    private static func cell(_ text: String, _ delimiter: Dialect.Delimiter) -> [UInt8] {
        let bytes = Array(text.utf8)
        var special: Set<UInt8> = [delimiter.byte, Byte.quote, UInt8(ascii: "\n"), UInt8(ascii: "\r")]
        // One column shows that it is one by no delimiter outside quotes.
        if delimiter == .oneColumn { special.formUnion(Dialect.Delimiter.parting.map(\.byte)) }
        guard bytes.contains(where: special.contains) else { return bytes }
        return [Byte.quote] + bytes.flatMap { $0 == Byte.quote ? [$0, $0] : [$0] } + [Byte.quote]
    }
}
