// SPDX-License-Identifier: Apache-2.0

/// PostgreSQL's binary format of a one-dimensional array: dimensions, a flag for NULLs, the element type, the
/// length and lower bound of the dimension, then every element behind its length (-1 for NULL).
enum ArrayFormat {
    static func encode<T: SQLEncodable>(_ elements: [T], elementOID: UInt32, into buffer: inout [UInt8]) {
        header(count: elements.count, hasNulls: false, elementOID: elementOID, into: &buffer)
        for element in elements { append(element, to: &buffer) }
    }

    static func encode<T: SQLEncodable>(_ elements: [T?], elementOID: UInt32, into buffer: inout [UInt8]) {
        let hasNulls = elements.contains { $0 == nil }
        header(count: elements.count, hasNulls: hasNulls, elementOID: elementOID, into: &buffer)
        for element in elements {
            if let element {
                append(element, to: &buffer)
            } else {
                buffer.append(bigEndian: Int32(-1))
            }
        }
    }

    private static func header(count: Int, hasNulls: Bool, elementOID: UInt32, into buffer: inout [UInt8]) {
        buffer.append(bigEndian: Int32(count == 0 ? 0 : 1))
        buffer.append(bigEndian: Int32(hasNulls ? 1 : 0))
        buffer.append(bigEndian: elementOID)
        guard count > 0 else { return }
        buffer.append(bigEndian: Int32(truncatingIfNeeded: count))
        buffer.append(bigEndian: Int32(1))
    }

    private static func append(_ element: some SQLEncodable, to buffer: inout [UInt8]) {
        let lengthAt = buffer.count
        buffer.append(bigEndian: Int32(0))
        element.encode(into: &buffer)
        let length = UInt32(truncatingIfNeeded: buffer.count - lengthAt - 4)
        for index in 0..<4 {
            buffer[lengthAt + index] = UInt8(truncatingIfNeeded: length >> UInt32(24 - 8 * index))
        }
    }

    /// Calls `body` with the element type and each element's bytes, `nil` for NULL.
    static func decode(
        _ arrayOID: UInt32,
        _ bytes: UnsafeRawBufferPointer,
        _ body: (UInt32, UnsafeRawBufferPointer?) throws(DecodingFailure) -> Void
    ) throws(DecodingFailure) {
        // Beyond the built-in arrays only those of user-defined types can look like one;
        // their numbers start here.
        guard TypeOID.arrays.contains(arrayOID) || arrayOID >= 16384 else {
            throw DecodingFailure(.typeMismatch)
        }
        var reader = Reader(bytes: bytes)
        let dimensions = try reader.integer()
        _ = try reader.integer()
        let elementOID = UInt32(bitPattern: try reader.integer())
        guard dimensions != 0 else { return }
        guard dimensions == 1 else { throw DecodingFailure(.typeMismatch) }
        let count = try reader.integer()
        _ = try reader.integer()
        guard count >= 0 else { throw DecodingFailure(.malformed) }
        for _ in 0..<count {
            let length = try reader.integer()
            try body(elementOID, length < 0 ? nil : try reader.take(Int(length)))
        }
    }
}

private struct Reader {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    mutating func take(_ count: Int) throws(DecodingFailure) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= bytes.count - position else { throw DecodingFailure(.malformed) }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<(position + count)])
    }

    mutating func integer() throws(DecodingFailure) -> Int32 {
        try take(4).bigEndian()
    }
}
