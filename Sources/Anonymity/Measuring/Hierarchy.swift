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

    /// Bytes of a file; a larger one is no list of values.
    private static let mostBytes = 64 << 20

    /// Reads rows of `value, parent, …, root` without a header, parted by semicolons or by what else cuts
    /// them alike; a root above is added where the last column has several.
    ///
    /// Throws `Malformed`, and what the reader throws.
    package init(reading source: any ByteSource) throws {
        let start = try TableStart(of: source, size: Self.mostBytes)
        guard start.isWhole else { throw Malformed(description: "a hierarchy has at most 64 MiB") }
        let dialect = Self.dialect(of: start)
        // A row of names is put before the rows, as many as the first row has cells.
        let width = try CSVReader(MemorySource(start.bytes), dialect: dialect, naming: .lenient).header.count
        let mark = String(decoding: [dialect.delimiter.byte], as: UTF8.self)
        let names = (0..<width).map { "level\($0)" }.joined(separator: mark)
        let text = start.text(in: dialect.encoding) ?? start.bytes
        var reader = try CSVReader(
            MemorySource(Array("\(names)\n".utf8) + text),
            dialect: Dialect(delimiter: dialect.delimiter)
        )
        var parents: [String: [String]] = [:]
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

    /// Semicolons, as ARX writes them, where they cut the rows alike, and else what does; of the encodings
    /// those that are no guess.
    private static func dialect(of start: TableStart) -> Dialect {
        let found = start.dialects(usual: .semicolon).filter {
            $0.skipLines == 0 && $0.delimiter != .oneColumn
                && ![.windows1252, .gb18030].contains($0.encoding)
        }
        let best = found.first { $0.delimiter == .semicolon } ?? found.first
        return best.map { Dialect(encoding: $0.encoding, delimiter: $0.delimiter) }
            ?? Dialect(delimiter: .semicolon)
    }
}
