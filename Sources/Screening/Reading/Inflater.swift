// SPDX-License-Identifier: Apache-2.0
import CZlib
import Tables

/// Unpacks gzip and zlib in memory, up to a limit.
enum Inflater {
    /// What `packed` holds; `nil` when it is damaged, cut short or longer than `limit`.
    static func unpack(_ packed: Bytes, limit: Int) -> [UInt8]? {
        var stream = z_stream()
        // 15 is the largest window; 32 more takes gzip's header as well as zlib's.
        guard inflateInit2_(&stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { inflateEnd(&stream) }
        stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
        stream.avail_in = UInt32(clamping: packed.count)
        var plain: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let room = piece.count
            let status = piece.withUnsafeMutableBufferPointer { buffer in
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(buffer.count)
                return inflate(&stream, Z_NO_FLUSH)
            }
            let got = room - Int(stream.avail_out)
            guard status == Z_OK || status == Z_STREAM_END, plain.count + got <= limit else { return nil }
            plain += piece[..<got]
            if status == Z_STREAM_END {
                // Another member may follow.
                guard stream.avail_in > 0, inflateReset(&stream) == Z_OK else { return plain }
            } else if got == 0 {
                return nil
            }
        }
    }
}
