// SPDX-License-Identifier: Apache-2.0
import Domain
import Foundation
import Postgres
import Store

/// A file that is public, or will be, with its document's abstract.
struct Published: Record {
    let pid: String
    let finding: UUID
    let digest: [UInt8]
    let abstract: String
    /// Since when its certificate says so.
    let issuedAt: Instant
    /// When it was compared with other findings for the last time: an embargo has its own end.
    let openedAt: Instant
    /// Whether its screening failed, and an exception was made.
    let isExcepted: Bool

    /// Of `publications p`, `finding_versions v`, `finding_files f`, `certificates c` and `screenings s`.
    static var columns: SQL {
        """
        p.pid, p.finding, f.digest, v.abstract, c.issued_at, CASE
            WHEN p.state IN ('published', 'hidden') THEN greatest(c.issued_at, p.published_at) ELSE c.issued_at
        END, s.state = 'excepted'
        """
    }

    init(row: inout Row) throws(DecodingFailure) {
        pid = try row.next()
        finding = try row.next()
        digest = try row.next()
        abstract = try row.next()
        issuedAt = try row.next()
        openedAt = try row.next()
        isExcepted = try row.next()
    }
}

/// An objection after which its passage must not stand.
struct Forbidden: Record {
    let pid: String
    private let digest: [UInt8]?
    private let firstByte: Int64
    private let passage: String?

    /// Of `flags g`.
    static var columns: SQL { "g.pid, g.file_digest, g.first_byte, g.passage" }

    init(row: inout Row) throws(DecodingFailure) {
        pid = try row.next()
        digest = try row.next()
        firstByte = try row.next()
        passage = try row.next()
    }

    /// Whether its passage is in what was published.
    func stands(in published: Published) -> Bool {
        guard let digest else { return passage.map(published.abstract.contains) == true }
        guard let index = Passage.passage(at: Int(firstByte), in: Passage.sets[digest] ?? 0) else {
            return false
        }
        return (Passage.sets[published.digest] ?? 0) >> index & 1 == 1
    }
}
