// SPDX-License-Identifier: Apache-2.0

/// A point in time (`timestamptz`): microseconds since the Unix epoch.
package struct Timestamp: RawRepresentable, Sendable, Hashable, Comparable, SQLEncodable, SQLDecodable {
    package let rawValue: Int64

    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// PostgreSQL's `infinity`.
    package static let infinity = Timestamp(rawValue: .max)
    /// PostgreSQL's `-infinity`.
    package static let negativeInfinity = Timestamp(rawValue: .min)

    /// PostgreSQL counts from the first of January 2000.
    private static let epoch: Int64 = 946_684_800_000_000

    package static func < (one: Timestamp, other: Timestamp) -> Bool {
        one.rawValue < other.rawValue
    }

    package static var oid: UInt32 { TypeOID.timestamptz }

    package func encode(into buffer: inout [UInt8]) {
        guard self != .infinity, self != .negativeInfinity else { return buffer.append(bigEndian: rawValue) }
        let (value, overflow) = rawValue.subtractingReportingOverflow(Timestamp.epoch)
        // What overflows is far outside the server's range; sent as its least number, the server refuses it.
        buffer.append(bigEndian: overflow ? Int64.min + 1 : value)
    }

    /// Reads `timestamptz`; a moment that 64 bits of microseconds since 1970 do not hold is `malformed`.
    package init(oid: UInt32, bytes: UnsafeRawBufferPointer) throws(DecodingFailure) {
        guard oid == TypeOID.timestamptz else { throw DecodingFailure(.typeMismatch) }
        let value = try bytes.bigEndian(Int64.self)
        if value == .max || value == .min {
            self.init(rawValue: value)
        } else {
            let (rawValue, overflow) = value.addingReportingOverflow(Timestamp.epoch)
            guard !overflow else { throw DecodingFailure(.malformed) }
            self.init(rawValue: rawValue)
        }
    }
}
