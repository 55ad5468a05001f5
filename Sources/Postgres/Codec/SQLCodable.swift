// SPDX-License-Identifier: Apache-2.0

/// A value that can be bound to a parameter.
package protocol SQLEncodable: Sendable {
    /// The type that the parameter is declared to have (`pg_type.oid`).
    static var oid: UInt32 { get }

    /// Appends the value in PostgreSQL's binary format.
    func encode(into buffer: inout [UInt8])
}

/// A value that can be read from a column.
///
/// NULL is `Row.next`'s business.
package protocol SQLDecodable {
    /// Reads the binary form of a column of the type `oid`; `bytes` is valid during the call only.
    ///
    /// - Throws: `DecodingFailure` for the reason `typeMismatch` when this type is not read, `malformed` when
    ///   the bytes are no value of it.
    init(oid: UInt32, bytes: UnsafeRawBufferPointer) throws(DecodingFailure)
}

/// An enum with a raw value adopts the two protocols by an empty extension.
extension SQLEncodable where Self: RawRepresentable, RawValue: SQLEncodable {
    package static var oid: UInt32 { RawValue.oid }

    package func encode(into buffer: inout [UInt8]) {
        rawValue.encode(into: &buffer)
    }
}

extension SQLDecodable where Self: RawRepresentable, RawValue: SQLDecodable {
    /// Reads the raw value; one that no case has is an `unknownCase`.
    package init(oid: UInt32, bytes: UnsafeRawBufferPointer) throws(DecodingFailure) {
        guard let value = Self(rawValue: try RawValue(oid: oid, bytes: bytes)) else {
            throw DecodingFailure(.unknownCase)
        }
        self = value
    }
}
