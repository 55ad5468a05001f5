// SPDX-License-Identifier: Apache-2.0

/// The server's COPY data is not in the binary format.
package struct MalformedCopy: Error {
    /// What exactly was malformed is not kept.
    package init() {}
}

/// Reads the rows of COPY in PostgreSQL's binary format: a signature with two words, then for each row the
/// number of fields and each field behind its length; -1 is NULL, and a row of -1 fields ends the data.
struct BinaryCopyReader {
    private var isPastHeader = false

    /// The rows in one CopyData message; each message holds whole rows.
    mutating func rows(in chunk: UnsafeRawBufferPointer) throws -> [[[UInt8]?]] {
        var rest = Cursor(chunk)
        if !isPastHeader {
            let signature: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
            guard try rest.bytes(11) == signature else { throw MalformedCopy() }
            _ = try rest.int32()
            _ = try rest.bytes(Int(try rest.int32()))
            isPastHeader = true
        }
        var rows: [[[UInt8]?]] = []
        while !rest.isEmpty {
            let count = try rest.int16()
            guard count >= 0 else { break }
            rows.append(
                try (0..<count).map { _ in
                    let length = try rest.int32()
                    return length < 0 ? nil : try rest.bytes(Int(length))
                }
            )
        }
        return rows
    }

    private struct Cursor {
        private let buffer: UnsafeRawBufferPointer
        private var offset = 0

        init(_ buffer: UnsafeRawBufferPointer) {
            self.buffer = buffer
        }

        var isEmpty: Bool { offset >= buffer.count }

        mutating func bytes(_ count: Int) throws -> [UInt8] {
            guard count >= 0, offset + count <= buffer.count else { throw MalformedCopy() }
            defer { offset += count }
            return Array(buffer[offset..<(offset + count)])
        }

        mutating func int16() throws -> Int16 {
            Int16(bitPattern: try bytes(2).reduce(0) { $0 << 8 | UInt16($1) })
        }

        mutating func int32() throws -> Int32 {
            Int32(bitPattern: try bytes(4).reduce(0) { $0 << 8 | UInt32($1) })
        }
    }
}
