// SPDX-License-Identifier: Apache-2.0
import Files
import Tables

/// A table in a file, packed by gzip or not, and how it is written.
package struct TableFile: Sendable {
    package let path: String
    package let dialect: Dialect

    package init(path: String, dialect: Dialect) {
        self.path = path
        self.dialect = dialect
    }

    /// Finds how the table is written, as far as that was not said.
    ///
    /// Throws `CSVError` where it is not clear.
    package init(finding path: String, said: DialectFinder.Said = DialectFinder.Said()) throws {
        self.path = path
        dialect = try Self.start(of: path).dialect(said: said, usual: Self.usualDelimiter(of: path))
    }

    /// Every dialect in which the file reads as a table; none if it is no table.
    ///
    /// `name` is the file's own where it is stored under another.
    package static func dialects(of path: String, named name: String) throws -> [Dialect] {
        try start(of: path).dialects(usual: usualDelimiter(of: name))
    }

    private static func start(of path: String) throws -> TableStart {
        try TableStart(of: unpacked(InputFile(following: path), path))
    }

    /// A tab for `.tsv` and `.tab`, with or without `.gz`, and a comma for all else.
    private static func usualDelimiter(of path: String) -> Dialect.Delimiter {
        let name = path.lowercased()
        let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
        return plain.hasSuffix(".tsv") || plain.hasSuffix(".tab") ? .tab : .comma
    }

    /// The file's bytes, unpacked if they begin as gzip does.
    package func open() throws -> any ByteSource { try Self.open(path) }

    /// The bytes of the file at `path`, unpacked if they begin as gzip does.
    package static func open(_ path: String) throws -> any ByteSource {
        try unpacked(InputFile(following: path), path)
    }

    /// What `source`, which hands out the file's bytes, holds when it is unpacked if need be.
    package func unpacked(_ source: any ByteSource) throws -> any ByteSource {
        try Self.unpacked(source, path)
    }

    private static func unpacked(_ source: any ByteSource, _ path: String) throws -> any ByteSource {
        let isPacked = try withUnsafeTemporaryAllocation(byteCount: 2, alignment: 1) { start in
            try InputFile(following: path).read(into: start) == 2 && start[0] == 0x1F && start[1] == 0x8B
        }
        guard isPacked else { return source }
        var packed = source
        return try GzipReader(path) { try packed.read(into: $0) }
    }
}
