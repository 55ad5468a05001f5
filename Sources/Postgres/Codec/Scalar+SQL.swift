// SPDX-License-Identifier: Apache-2.0

import Foundation

extension Bool: SQLEncodable, SQLDecodable {
    package static var oid: UInt32 { TypeOID.bool }

    package func encode(into buffer: inout [UInt8]) {
        buffer.append(self ? 1 : 0)
    }

    /// Reads `boolean`; any other type is a `typeMismatch`.
    package init(oid: UInt32, bytes: UnsafeRawBufferPointer) throws(DecodingFailure) {
        guard oid == TypeOID.bool else { throw DecodingFailure(.typeMismatch) }
        self = try bytes.bigEndian(UInt8.self) != 0
    }
}

extension Double: SQLEncodable, SQLDecodable {
    package static var oid: UInt32 { TypeOID.float8 }

    package func encode(into buffer: inout [UInt8]) {
        buffer.append(bigEndian: bitPattern)
    }

    /// Reads `double precision` and `real`; any other type is a `typeMismatch`.
    package init(oid: UInt32, bytes: UnsafeRawBufferPointer) throws(DecodingFailure) {
        switch oid {
        case TypeOID.float8: self.init(bitPattern: try bytes.bigEndian())
        case TypeOID.float4: self.init(Float(bitPattern: try bytes.bigEndian()))
        default: throw DecodingFailure(.typeMismatch)
        }
    }
}

extension String: SQLEncodable, SQLDecodable {
    package static var oid: UInt32 { TypeOID.text }

    package func encode(into buffer: inout [UInt8]) {
        buffer.append(contentsOf: utf8)
    }

    /// Reads the text types, `"char"`, `name`, `unknown`, `json` and `jsonb`; bytes that are not UTF-8 are
    /// `malformed`.
    package init(oid: UInt32, bytes: UnsafeRawBufferPointer) throws(DecodingFailure) {
        let text: UnsafeRawBufferPointer
        switch oid {
        case TypeOID.text, TypeOID.varchar, TypeOID.bpchar, TypeOID.name, TypeOID.char, TypeOID.json,
            TypeOID.unknown:
            text = bytes
        case TypeOID.jsonb:
            text = try RawJSON.withoutVersion(bytes)
        default:
            throw DecodingFailure(.typeMismatch)
        }
        guard let value = String(validating: text, as: UTF8.self) else { throw DecodingFailure(.malformed) }
        self = value
    }
}

extension UUID: SQLEncodable, SQLDecodable {
    package static var oid: UInt32 { TypeOID.uuid }

    package func encode(into buffer: inout [UInt8]) {
        withUnsafeBytes(of: uuid) { buffer.append(contentsOf: $0) }
    }

    /// Reads `uuid`, 16 bytes; any other type is a `typeMismatch`.
    package init(oid: UInt32, bytes: UnsafeRawBufferPointer) throws(DecodingFailure) {
        guard oid == TypeOID.uuid else { throw DecodingFailure(.typeMismatch) }
        guard bytes.count == 16 else { throw DecodingFailure(.malformed) }
        self.init(uuid: bytes.loadUnaligned(as: uuid_t.self))
    }
}
