// SPDX-License-Identifier: Apache-2.0
import Domain

/// How hard a gzip file is compressed, by zlib's levels.
package struct Compression: Hashable, Sendable {
    /// Four times as fast as zlib's own choice, 6, for a tenth more bytes.
    package static let standard = Self(level: 4)
    /// As fast as zlib can, for what is large and short-lived.
    package static let fast = Self(level: 1)
    /// Not at all, for file systems that compress or deduplicate by themselves.
    package static let none = Self(level: 0)

    let level: Int32
}

/// A gzip file of lines, written front to back.
package final class GzipFile {
    /// The lines so far.
    package private(set) var count = 0
    private static let lineFeed = [UInt8(ascii: "\n")]
    private let file: OutputFile
    private let packer: GzipPacker

    /// Makes the file; fails when its name is taken.
    package init(path: String, _ compression: Compression = .standard) throws {
        file = try OutputFile(path: path)
        packer = try GzipPacker(path, compression)
    }

    /// Adds a line and the line feed after it.
    package func append(_ line: [UInt8]) throws {
        for bytes in [line, Self.lineFeed] {
            try bytes.withUnsafeBytes { try packer.pack($0) { try file.write($0) } }
        }
        count += 1
    }

    /// Completes the file on the disk.
    ///
    /// Returns the size and digest of the compressed bytes.
    package func finish() throws -> (size: Int, digest: Digest) {
        try packer.finish { try file.write($0) }
        let digest = try file.finish()
        return (file.size, digest)
    }
}
