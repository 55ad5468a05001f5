// SPDX-License-Identifier: Apache-2.0
import Files
import Tables

/// A table in a file: CSV, or TSV by its name, packed by gzip or not.
package struct TableFile: Sendable {
    package let path: String
    package let delimiter: UInt8

    /// `delimiter` is a tab for `.tsv` and `.tab`, with or without `.gz`, and a comma
    /// for all else, unless given.
    package init(path: String, delimiter: UInt8? = nil) {
        self.path = path
        let name = path.lowercased()
        let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
        let isTabbed = plain.hasSuffix(".tsv") || plain.hasSuffix(".tab")
        self.delimiter = delimiter ?? UInt8(ascii: isTabbed ? "\t" : ",")
    }

    /// The file's bytes, unpacked if they begin as gzip does.
    package func open() throws -> any ByteSource {
        try unpacked(InputFile(following: path))
    }

    /// What `source`, which hands out the file's bytes, holds when it is unpacked if need be.
    package func unpacked(_ source: any ByteSource) throws -> any ByteSource {
        let isPacked = try withUnsafeTemporaryAllocation(byteCount: 2, alignment: 1) { start in
            try InputFile(following: path).read(into: start) == 2 && start[0] == 0x1F && start[1] == 0x8B
        }
        guard isPacked else { return source }
        var packed = source
        return try GzipReader(path) { try packed.read(into: $0) }
    }
}
