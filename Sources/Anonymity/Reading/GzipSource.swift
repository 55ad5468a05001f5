// SPDX-License-Identifier: Apache-2.0
import CZlib

/// The bytes of a gzip file (RFC 1952), of all its members.
package final class GzipSource: ByteSource {
    /// The file is damaged or cut short.
    package struct Damaged: Error, Hashable, CustomStringConvertible {
        package let detail: String
        package var description: String { "gzip: \(detail)" }
    }

    private var source: any ByteSource
    private let stream: UnsafeMutablePointer<z_stream>
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    private var isWithinMember = false
    private var hasEnded = false

    package init(_ source: any ByteSource) throws {
        self.source = source
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw Damaged(detail: "zlib cannot start (\(status))") }
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
        input.deallocate()
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while !hasEnded {
            if stream.pointee.avail_in == 0 { try refill() }
            guard !hasEnded else { break }
            stream.pointee.next_out = buffer.bindMemory(to: UInt8.self).baseAddress
            stream.pointee.avail_out = UInt32(min(buffer.count, Int(UInt32.max)))
            let room = stream.pointee.avail_out
            isWithinMember = true
            let status = inflate(stream, Z_NO_FLUSH)
            if status == Z_STREAM_END {
                // Another member may follow.
                isWithinMember = false
                inflateReset(stream)
            } else if status != Z_OK {
                throw Damaged(detail: "damaged (\(status))")
            }
            let count = Int(room - stream.pointee.avail_out)
            if count > 0 { return count }
        }
        return 0
    }

    private func refill() throws {
        let count = try source.read(into: input)
        guard count > 0 else {
            guard !isWithinMember else { throw Damaged(detail: "cut short") }
            hasEnded = true
            return
        }
        stream.pointee.next_in = input.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_in = UInt32(count)
    }
}
