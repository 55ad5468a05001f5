// SPDX-License-Identifier: Apache-2.0

/// A value on its way to the server: its type and its bytes in PostgreSQL's binary format, or NULL.
package struct Bind: Sendable {
    package let oid: UInt32
    package let bytes: [UInt8]?

    package init(oid: UInt32, bytes: [UInt8]?) {
        self.oid = oid
        self.bytes = bytes
    }

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
