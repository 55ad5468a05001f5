// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
    /// Appends an integer in network byte order, the way PostgreSQL sends everything.
    package mutating func append(bigEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}

extension UnsafeRawBufferPointer {
    /// Reads the whole buffer as one integer in network byte order.
    ///
    /// - Throws: `DecodingFailure` (`malformed`) when there are more or fewer bytes than `T` has.
    package func bigEndian<T: FixedWidthInteger & BitwiseCopyable>(
        _ type: T.Type = T.self
    ) throws(DecodingFailure) -> T {
        guard count == MemoryLayout<T>.size else { throw DecodingFailure(.malformed) }
        return T(bigEndian: loadUnaligned(as: T.self))
    }
}

/// An integer of any of the server's three sizes, widened.
private func widened(_ oid: UInt32, _ bytes: UnsafeRawBufferPointer) throws(DecodingFailure) -> Int64 {
    switch oid {
    case TypeOID.int8: try bytes.bigEndian(Int64.self)
    case TypeOID.int4: Int64(try bytes.bigEndian(Int32.self))
    case TypeOID.int2: Int64(try bytes.bigEndian(Int16.self))
    default: throw DecodingFailure(.typeMismatch)
    }
}

extension Int16: SQLEncodable, SQLDecodable {
    package static var oid: UInt32 { TypeOID.int2 }

    package func encode(into buffer: inout [UInt8]) {
        buffer.append(bigEndian: self)
    }

    /// Reads `smallint`; any other type is a `typeMismatch`.
    package init(oid: UInt32, bytes: UnsafeRawBufferPointer) throws(DecodingFailure) {
        guard oid == TypeOID.int2 else { throw DecodingFailure(.typeMismatch) }
        self = try bytes.bigEndian()
    }
}

extension Int32: SQLEncodable, SQLDecodable {
    package static var oid: UInt32 { TypeOID.int4 }

    package func encode(into buffer: inout [UInt8]) {
        buffer.append(bigEndian: self)
    }

    /// Reads `integer` and `smallint`; any other type is a `typeMismatch`.
    package init(oid: UInt32, bytes: UnsafeRawBufferPointer) throws(DecodingFailure) {
        switch oid {
        case TypeOID.int4: self = try bytes.bigEndian()
        case TypeOID.int2: self = Int32(try bytes.bigEndian(Int16.self))
        default: throw DecodingFailure(.typeMismatch)
        }
    }
}

extension Int64: SQLEncodable, SQLDecodable {
    package static var oid: UInt32 { TypeOID.int8 }

    package func encode(into buffer: inout [UInt8]) {
        buffer.append(bigEndian: self)
    }

    /// Reads `bigint`, `integer` and `smallint`; any other type is a `typeMismatch`.
    package init(oid: UInt32, bytes: UnsafeRawBufferPointer) throws(DecodingFailure) {
        self = try widened(oid, bytes)
    }
}

extension Int: SQLEncodable, SQLDecodable {
    package static var oid: UInt32 { TypeOID.int8 }

    package func encode(into buffer: inout [UInt8]) {
        buffer.append(bigEndian: Int64(self))
    }

    /// Reads `bigint`, `integer` and `smallint`; any other type is a `typeMismatch`.
    package init(oid: UInt32, bytes: UnsafeRawBufferPointer) throws(DecodingFailure) {
        self = Int(try widened(oid, bytes))
    }
}
