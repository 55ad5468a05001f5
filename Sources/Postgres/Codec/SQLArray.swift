// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What an array sent to or read from PostgreSQL consists of.
///
/// `UInt8` is one too: an array of bytes is not an SQL array but a `bytea`, and Swift allows `Array` one
/// conformance only, so the element decides the format.
package protocol SQLArrayElement: Sendable {
    /// The type of the whole array (`pg_type.oid`).
    static var arrayOID: UInt32 { get }
    /// Appends the whole array in PostgreSQL's binary format.
    static func encode(array: [Self], into buffer: inout [UInt8])
    /// Reads the binary form of a whole array of the type `arrayOID`; `bytes` is valid during the call only.
    ///
    /// - Throws: `DecodingFailure` when that is no array of such elements or one of them cannot be read.
    static func decode(arrayOID: UInt32, bytes: UnsafeRawBufferPointer) throws(DecodingFailure) -> [Self]
}

extension Array: SQLEncodable where Element: SQLArrayElement {
    package static var oid: UInt32 { Element.arrayOID }

    package func encode(into buffer: inout [UInt8]) {
        Element.encode(array: self, into: &buffer)
    }
}

extension Array: SQLDecodable where Element: SQLArrayElement {
    package init(oid: UInt32, bytes: UnsafeRawBufferPointer) throws(DecodingFailure) {
        self = try Element.decode(arrayOID: oid, bytes: bytes)
    }
}

extension SQLArrayElement where Self: SQLEncodable & SQLDecodable {
    package static func encode(array: [Self], into buffer: inout [UInt8]) {
        ArrayFormat.encode(array, elementOID: oid, into: &buffer)
    }

    package static func decode(
        arrayOID: UInt32,
        bytes: UnsafeRawBufferPointer
    ) throws(DecodingFailure) -> [Self] {
        var elements: [Self] = []
        try ArrayFormat.decode(arrayOID, bytes) { (oid, bytes) throws(DecodingFailure) in
            guard let bytes else { throw DecodingFailure(.unexpectedNull) }
            elements.append(try Self(oid: oid, bytes: bytes))
        }
        return elements
    }
}

extension SQLArrayElement where Self: RawRepresentable, RawValue: SQLArrayElement {
    package static var arrayOID: UInt32 { RawValue.arrayOID }
}

/// Arrays with NULLs among their elements.
extension Optional: SQLArrayElement where Wrapped: SQLArrayElement & SQLEncodable & SQLDecodable {
    package static var arrayOID: UInt32 { Wrapped.arrayOID }

    package static func encode(array: [Wrapped?], into buffer: inout [UInt8]) {
        ArrayFormat.encode(array, elementOID: Wrapped.oid, into: &buffer)
    }

    package static func decode(
        arrayOID: UInt32,
        bytes: UnsafeRawBufferPointer
    ) throws(DecodingFailure) -> [Wrapped?] {
        var elements: [Wrapped?] = []
        try ArrayFormat.decode(arrayOID, bytes) { (oid, bytes) throws(DecodingFailure) in
            guard let bytes else { return elements.append(nil) }
            elements.append(try Wrapped(oid: oid, bytes: bytes))
        }
        return elements
    }
}

extension UInt8: SQLArrayElement {
    package static var arrayOID: UInt32 { TypeOID.bytea }

    package static func encode(array: [UInt8], into buffer: inout [UInt8]) {
        buffer += array
    }

    package static func decode(
        arrayOID: UInt32,
        bytes: UnsafeRawBufferPointer
    ) throws(DecodingFailure) -> [UInt8] {
        guard arrayOID == TypeOID.bytea else { throw DecodingFailure(.typeMismatch) }
        return Array(bytes)
    }
}

extension Array: SQLArrayElement where Element == UInt8 {
    package static var arrayOID: UInt32 { TypeOID.byteaArray }
}

extension Bool: SQLArrayElement { package static var arrayOID: UInt32 { TypeOID.boolArray } }
extension Int16: SQLArrayElement { package static var arrayOID: UInt32 { TypeOID.int2Array } }
extension Int32: SQLArrayElement { package static var arrayOID: UInt32 { TypeOID.int4Array } }
extension Int64: SQLArrayElement { package static var arrayOID: UInt32 { TypeOID.int8Array } }
extension Int: SQLArrayElement { package static var arrayOID: UInt32 { TypeOID.int8Array } }
extension Double: SQLArrayElement { package static var arrayOID: UInt32 { TypeOID.float8Array } }
extension String: SQLArrayElement { package static var arrayOID: UInt32 { TypeOID.textArray } }
extension UUID: SQLArrayElement { package static var arrayOID: UInt32 { TypeOID.uuidArray } }
extension RawJSON: SQLArrayElement { package static var arrayOID: UInt32 { TypeOID.jsonArray } }
extension Timestamp: SQLArrayElement { package static var arrayOID: UInt32 { TypeOID.timestamptzArray } }
