// SPDX-License-Identifier: Apache-2.0
import CZlib

/// What a gzip file (RFC 1952), or zlib's (RFC 1950), holds, unpacked piece by piece; memory does not grow
/// with the file.
package final class GzipReader {
    private enum Place {
        case beforeFirst, within, behind
    }

    private let path: String
    private let isSingle: Bool
    private let source: (UnsafeMutableRawBufferPointer) throws -> Int
    /// zlib keeps a pointer to its stream, which for that reason must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 65_536)
    private var place = Place.beforeFirst
    private var hasEnded = false

    /// Unpacks what `source` reads.
    ///
    /// - Parameters:
    ///   - path: What errors call the file.
    ///   - isSingle: Whether the file is to have one member and nothing behind it; else
    ///     all members are read as one.
    ///   - takesZlib: Whether members may be zlib's as well.
    ///   - source: Fills its buffer from the front with packed bytes and returns how many; 0 means the end.
    package init(
        _ path: String,
        isSingle: Bool = false,
        takesZlib: Bool = false,
        reading source: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
    ) throws(GzipError) {
        self.path = path
        self.isSingle = isSingle
        self.source = source
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 is the largest window; 16 more asks for a gzip header and trailer, 32 for either.
        let window: Int32 = 15 + (takesZlib ? 32 : 16)
        let status = inflateInit2_(stream, window, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw failure("zlib cannot start (\(status))") }
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
        input.deallocate()
    }

    /// Fills `buffer` from the front and returns how many bytes it wrote; 0 means the end.
    ///
    /// Throws a ``GzipError`` for a file that is damaged or cut short, and what the source throws.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while try !hasEnded && hasInput() {
            guard place != .behind || !isSingle else { throw failure("bytes after the end") }
            let room = UInt32(clamping: buffer.count)
            stream.pointee.next_out = buffer.bindMemory(to: UInt8.self).baseAddress
            stream.pointee.avail_out = room
            place = .within
            let status = inflate(stream, Z_NO_FLUSH)
            if status == Z_STREAM_END {
                place = .behind
                inflateReset(stream)
            } else if status != Z_OK {
                throw failure("damaged (\(status))")
            }
            let count = Int(room - stream.pointee.avail_out)
            if count > 0 { return count }
        }
        return 0
    }

    /// Reads more when all was unpacked; false at the end, which must be the end of a member.
    private func hasInput() throws -> Bool {
        guard stream.pointee.avail_in == 0 else { return true }
        let count = try source(UnsafeMutableRawBufferPointer(input))
        stream.pointee.next_in = input.baseAddress
        stream.pointee.avail_in = UInt32(count)
        if count > 0 { return true }
        guard place == .behind else { throw failure("cut short") }
        hasEnded = true
        return false
    }

    private func failure(_ detail: String) -> GzipError { GzipError(path: path, detail: detail) }
}
