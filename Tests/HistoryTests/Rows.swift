// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres
import Store

/// A file that is public, and since when its certificate says so.
struct Published: Record {
    let pid: String
    let finding: UUID
    let digest: [UInt8]
    let issuedAt: Instant
    /// Whether its screening failed, and an exception was made.
    let isExcepted: Bool

    /// Of `publications p`, `finding_files f`, `certificates c` and `screenings s`.
    static var columns: SQL { "p.pid, p.finding, f.digest, c.issued_at, s.state = 'excepted'" }

    init(row: inout Row) throws(DecodingFailure) {
        pid = try row.next()
        finding = try row.next()
        digest = try row.next()
        issuedAt = try row.next()
        isExcepted = try row.next()
    }
}

/// An objection after which its passage must not stand.
struct Forbidden: Record {
    let pid: String
    let digest: [UInt8]
    let firstByte: Int64

    /// Of `flags g`.
    static var columns: SQL { "g.pid, g.file_digest, g.first_byte" }

    init(row: inout Row) throws(DecodingFailure) {
        pid = try row.next()
        digest = try row.next()
        firstByte = try row.next()
    }
}
