// SPDX-License-Identifier: Apache-2.0

/// A JSON text, passed through as bytes both ways.
///
/// It is bound as `json`, which keeps the bytes as they are; PostgreSQL converts it
/// where the column is `jsonb`.
package struct RawJSON: Sendable, Hashable, SQLEncodable, SQLDecodable {
    /// The text in UTF-8, unchecked until the server reads it.
    package let bytes: [UInt8]

    /// Takes the bytes of a JSON text; that they are one is for the server to check.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Takes a JSON text; that it is one is for the server to check.
    package init(_ text: String) {
        bytes = Array(text.utf8)
    }

    package static var oid: UInt32 { TypeOID.json }

    package func encode(into buffer: inout [UInt8]) {
        buffer += bytes
    }

    /// Reads `json`, `text` and, without its version byte, `jsonb`; any other type is a `typeMismatch`.
    package init(oid: UInt32, bytes: UnsafeRawBufferPointer) throws(DecodingFailure) {
        switch oid {
        case TypeOID.json, TypeOID.text: self.bytes = Array(bytes)
        case TypeOID.jsonb: self.bytes = Array(try RawJSON.withoutVersion(bytes))
        default: throw DecodingFailure(.typeMismatch)
        }
    }

    /// The text of a `jsonb` column, which is sent behind one byte that tells the format's version.
    static func withoutVersion(
        _ bytes: UnsafeRawBufferPointer
    ) throws(DecodingFailure) -> UnsafeRawBufferPointer {
        guard bytes.first == 1 else { throw DecodingFailure(.malformed) }
        return UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
    }
}
