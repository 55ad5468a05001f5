// SPDX-License-Identifier: Apache-2.0
import CZlib

/// Packs bytes as gzip (RFC 1952), piece by piece.
///
/// The same bytes give the same gzip: the header holds neither a name nor a time (zlib leaves both empty).
package final class GzipPacker {
    private let path: String
    /// zlib keeps a pointer to its stream, which for that reason must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let output: UnsafeMutableBufferPointer<UInt8>

    /// - Parameter path: What errors call the file.
    package init(_ path: String, _ compression: Compression) throws(GzipError) {
        self.path = path
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

    /// Packs bytes and hands on what is packed by then, which may be nothing.
    package func pack(_ bytes: UnsafeRawBufferPointer, _ sink: (UnsafeRawBufferPointer) throws -> Void) throws
    {
        var rest = bytes
        // zlib counts in 32 bits.
        while rest.count > 1 << 30 {
            try deflate(UnsafeRawBufferPointer(rebasing: rest[..<(1 << 30)]), Z_NO_FLUSH, sink)
            rest = UnsafeRawBufferPointer(rebasing: rest[(1 << 30)...])
        }
        try deflate(rest, Z_NO_FLUSH, sink)
    }

    /// Hands on what is left, the trailer included; to be called once.
    package func finish(_ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        try deflate(UnsafeRawBufferPointer(start: nil, count: 0), Z_FINISH, sink)
    }

    private func deflate(
        _ input: UnsafeRawBufferPointer,
        _ flush: Int32,
        _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        // zlib only reads its input; its header lacks the const.
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.bindMemory(to: UInt8.self).baseAddress
        )
        stream.pointee.avail_in = UInt32(input.count)
        repeat {
            stream.pointee.next_out = output.baseAddress
            stream.pointee.avail_out = UInt32(output.count)
            let status = CZlib.deflate(stream, flush)
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                throw GzipError(path: path, detail: "zlib cannot compress (\(status))")
            }
            let packed = output[..<(output.count - Int(stream.pointee.avail_out))]
            if !packed.isEmpty {
                try sink(UnsafeRawBufferPointer(UnsafeMutableBufferPointer(rebasing: packed)))
            }
        } while stream.pointee.avail_out == 0
    }
}
