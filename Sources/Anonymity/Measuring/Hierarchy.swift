// SPDX-License-Identifier: Apache-2.0
import Tables

/// A tree of values: each with its parents, the nearest first (the form of ARX: one row for each value,
/// one column for each level).
package struct Hierarchy: Hashable, Sendable {
    /// Each value's parents up to the root, as many for every value.
    let parents: [String: [String]]
    /// How many steps lie between a value and the root.
    let height: Int

    /// What is wrong with a hierarchy's file.
    package struct Malformed: Error, Hashable, CustomStringConvertible {
        package let description: String
    }

    /// Reads rows of `value, parent, …, root` without a header; a root above is added where
    /// the last column has several.
    ///
    /// Throws `Malformed`, and what the reader throws.
    package init(reading source: any ByteSource) throws {
        let dialect = Dialect(delimiter: .semicolon)
        var reader = try CSVReader(HeadedSource(source, dialect.delimiter.byte), dialect: dialect)
        var parents: [String: [String]] = [:]
        let width = reader.header.count
        guard width > 1 else {
            throw Malformed(description: "a hierarchy has a value and its parents in each row")
        }
        while try reader.next() {
            let row = (0..<width).map { String(decoding: reader[$0], as: UTF8.self) }
            guard parents.updateValue(Array(row.dropFirst()), forKey: row[0]) == nil else {
                throw Malformed(description: "line \(reader.line - 1): this value has a row already")
            }
        }
        if Set(parents.values.compactMap(\.last)).count > 1 {
            for value in parents.keys { parents[value]?.append("") }
        }
        self.parents = parents
        height = parents.values.first?.count ?? width - 1
    }
}

/// A source with a header of numbered columns put before it, in place of a byte order mark, for files that
/// have none.
private struct HeadedSource: ByteSource {
    private var source: any ByteSource
    private var head: [UInt8]

    init(_ source: any ByteSource, _ delimiter: UInt8) throws {
        self.source = source
        head = []
        // The first line says how many columns there are.
        var first: [UInt8] = []
        try withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
            while !first.contains(Byte.lineFeed) {
                let count = try self.source.read(into: buffer)
                guard count > 0 else { break }
                first.append(contentsOf: buffer[0..<count])
            }
        }
        if first.starts(with: [0xEF, 0xBB, 0xBF]) { first.removeFirst(3) }
        let line = first.prefix { $0 != Byte.lineFeed }
        let columns = line.count { $0 == delimiter } + 1
        for column in 0..<columns {
            if column > 0 { head.append(delimiter) }
            head += Array("level\(column)".utf8)
        }
        head.append(Byte.lineFeed)
        head += first
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard !head.isEmpty else { return try source.read(into: buffer) }
        let count = min(buffer.count, head.count)
        buffer.copyBytes(from: head.prefix(count))
        head.removeFirst(count)
        return count
    }
}
