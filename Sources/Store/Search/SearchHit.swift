// SPDX-License-Identifier: Apache-2.0
import Domain
import Postgres

/// Something that was found, with what it is counted and ordered by.
package struct SearchHit: Record, Hashable, Sendable {
    package let type: SearchedType
    /// The public identifier of the publication, problem or dataset.
    package let pid: PID
    /// When it was published, opened or released.
    package let at: Instant
    /// The language of its text, such as `en`.
    package let language: String?
    /// The raw value of a publication's `Finding.Kind`; `nil` for all else.
    package let kind: String?
    /// A publication's licence; `nil` for all else.
    package let license: String?
    /// The public identifier of the organisation that posed the problem, or provides the data; `nil` for an
    /// answer to no public problem.
    package let organisation: String?
    /// The public identifier of the problem, its own if it is one; `nil` for none.
    package let problem: String?
    /// How well the words match, in the scale of PostgreSQL's `ts_rank`; more is better.
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
    /// Stands behind what was found.
    package static let end: Character = "\u{E001}"

    /// The public identifier of the hit.
    package let pid: PID
    /// The whole title, without marks.
    package let title: String
    /// The whole abstract, statement or description, without marks.
    package let body: String
    /// The whole title, with marks.
    package let markedTitle: String
    /// Excerpts from the beginning of the body, with marks.
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
