// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// Something that was found, with what it is counted and ordered by.
package struct SearchHit: Record, Hashable, Sendable {
    package let type: SearchedType
    package let pid: PID
    package let at: Instant
    package let language: String?
    package let kind: String?
    package let license: String?
    package let organisation: String?
    package let problem: String?
    package let rank: Double

    package static var columns: SQL { "type, pid, at, language, kind, license, organisation, problem" }

    package init(row: inout Row) throws(DecodingFailure) {
        type = try row.next()
        pid = try row.next()
        at = try row.next()
        language = try row.next()
        kind = try row.next()
        license = try row.next()
        organisation = try row.next()
        problem = try row.next()
        rank = try row.next()
    }
}

/// A hit's texts.
///
/// Where words were found they stand between `SearchText.start` and `SearchText.end`.
package struct SearchText: Record, Sendable {
    /// Characters of private use, which are taken out of texts before.
    package static let start: Character = "\u{E000}"
    package static let end: Character = "\u{E001}"

    package let pid: PID
    package let title: String
    package let body: String
    package let markedTitle: String
    package let markedBody: String

    package static var columns: SQL { "pid, title, body, marked_title, marked_body" }

    package init(row: inout Row) throws(DecodingFailure) {
        pid = try row.next()
        title = try row.next()
        body = try row.next()
        markedTitle = try row.next()
        markedBody = try row.next()
    }
}
