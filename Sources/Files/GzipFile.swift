// SPDX-License-Identifier: Apache-2.0
import CZlib
import Domain

/// How hard a gzip file is compressed, by zlib's levels.
package struct Compression: Hashable, Sendable {
    /// Four times as fast as zlib's own choice, 6, for a tenth more bytes.
    package static let standard = Self(level: 4)
    /// Not at all, for file systems that compress or deduplicate by themselves.
    package static let none = Self(level: 0)

    fileprivate let level: Int32
}

/// A gzip file of lines, written front to back.
///
/// The same lines give the same bytes: the header holds neither a name nor a time (zlib leaves both empty).
package final class GzipFile {
    /// The lines so far.
    package private(set) var count = 0
    private static let lineFeed = [UInt8(ascii: "\n")]
    private let file: OutputFile
    /// zlib keeps a pointer to its stream, which for that reason must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let output: UnsafeMutableBufferPointer<UInt8>

    /// Makes the file; fails when its name is taken.
    package init(path: String, _ compression: Compression = .standard) throws {
        file = try OutputFile(path: path)
        output = .allocate(capacity: 65_536)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 is the largest window; 16 more asks for a gzip header and trailer.
        let status = deflateInit2_(
            stream,
            compression.level,
            Z_DEFLATED,
            15 + 16,
            8,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        guard status == Z_OK else { throw GzipError(path: path, detail: "zlib cannot start (\(status))") }
    }

    deinit {
        deflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
        output.deallocate()
    }

    /// Adds a line and the line feed after it.
    package func append(_ line: [UInt8]) throws {
        try deflate(line, flush: Z_NO_FLUSH)
        try deflate(Self.lineFeed, flush: Z_NO_FLUSH)
        count += 1
    }

    /// Completes the file on the disk.
    ///
    /// Returns the size and digest of the compressed bytes.
    package func finish() throws -> (size: Int, digest: Digest) {
        try deflate([], flush: Z_FINISH)
        let digest = try file.finish()
        return (file.size, digest)
    }

    private func deflate(_ input: [UInt8], flush: Int32) throws {
        try input.withUnsafeBufferPointer { input in
            // zlib only reads its input; its header lacks the const.
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.pointee.avail_in = UInt32(input.count)
            repeat {
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(output.count)
                let status = CZlib.deflate(stream, flush)
                guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                    throw GzipError(path: file.path, detail: "zlib cannot compress (\(status))")
                }
                let packed = output[..<(output.count - Int(stream.pointee.avail_out))]
                try file.write(UnsafeRawBufferPointer(UnsafeMutableBufferPointer(rebasing: packed)))
            } while stream.pointee.avail_out == 0
        }
    }
}
