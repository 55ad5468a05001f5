// SPDX-License-Identifier: Apache-2.0
import Foundation
import JSON
import Wording

/// A passage that was looked for and stands in a text, or nearly does.
struct FoundPassage: Message {
    /// Which of those that were looked for.
    let place: Int
    /// Whether it has most of its words only.
    let isNear: Bool
    let line: Int
    /// The passage as it was flagged, in a line and cut short; `nil` for one of another finding.
    let flagged: String?
    /// What stands in the text, likewise.
    let standing: String

    init(
        _ place: Int,
        _ match: PassageSearch.Match,
        saying passage: Data?,
        in text: Data,
        at range: Range<Int>,
        from line: Int
    ) {
        self.place = place
        isNear = match != .equal
        self.line = line + text[..<range.lowerBound].count { $0 == 0x0A }
        flagged = passage.map(Self.excerpt)
        standing = Self.excerpt(text[range])
    }

    private static func excerpt(_ bytes: Data) -> String {
        let text = String(decoding: bytes.prefix(1200), as: UTF8.self)
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count > 300 || bytes.count > 1200 ? "\(words.prefix(300))…" : words
    }

    var json: JSON {
        [
            "place": .integer(Int64(place)), "is_near": .bool(isNear), "line": .integer(Int64(line)),
            "flagged": flagged.map(JSON.plain) ?? .null, "standing": .plain(standing),
        ]
    }

    init(_ json: JSON) throws {
        place = try json.member("place") { $0.integer.map(Int.init) }
        isNear = try json.member("is_near", \.bool)
        line = try json.member("line") { $0.integer.map(Int.init) }
        flagged = try json.optionalMember("flagged", \.string)
        standing = try json.member("standing", \.string)
    }
}
