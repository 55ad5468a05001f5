// SPDX-License-Identifier: Apache-2.0

/// A value on its way to the server: its type and its bytes in PostgreSQL's binary format, or NULL.
package struct Bind: Sendable {
    /// The type that the parameter is declared to have (`pg_type.oid`).
    package let oid: UInt32
    /// The value in PostgreSQL's binary format; `nil` is NULL, no bytes are an empty value.
    package let bytes: [UInt8]?

    /// Takes a type and bytes as they are: only the server finds out whether they fit.
    package init(oid: UInt32, bytes: [UInt8]?) {
        self.oid = oid
        self.bytes = bytes
    }

    /// Encodes a value; `nil` becomes a NULL of the type that `T` has.
    package init<T: SQLEncodable>(_ value: T?) {
        oid = T.oid
        if let value {
            var buffer: [UInt8] = []
            value.encode(into: &buffer)
            bytes = buffer
        } else {
            bytes = nil
        }
    }
}
