// SPDX-License-Identifier: Apache-2.0

/// The value of an `If-Match` or an `If-None-Match` (RFC 9110, section 13.1); one that is not
/// well formed names nothing.
struct EntityTags {
    private struct Tag {
        var isWeak = false
        /// With its quotes.
        let opaque: Substring
    }

    /// `*`: whatever there is.
    private let isAny: Bool
    private let tags: [Tag]

    init(_ value: String) {
        var rest = Self.afterSeparators(value[...])
        isAny = rest.first == "*" && Self.afterSeparators(rest.dropFirst()).isEmpty
        var tags: [Tag] = []
        while !rest.isEmpty {
            guard let (tag, after) = Self.tag(rest) else {
                tags = []
                break
            }
            tags.append(tag)
            rest = Self.afterSeparators(after)
            // What comes next is another one, and begins behind a comma.
            if !rest.isEmpty, !after[..<rest.startIndex].contains(",") {
                tags = []
                break
            }
        }
        self.tags = tags
    }

    /// The tags without their quotes.
    var texts: [Substring] { tags.map { $0.opaque.dropFirst().dropLast() } }

    /// Whether a quoted tag of ours, which is strong, is one of them by weak comparison (section 8.8.3.2).
    func containsWeakly(_ etag: String) -> Bool {
        isAny || tags.contains { $0.opaque == etag }
    }

    /// The same by strong comparison, where no weak tag equals another.
    func containsStrongly(_ etag: String) -> Bool {
        isAny || tags.contains { !$0.isWeak && $0.opaque == etag }
    }

    /// The tag that a text begins with, and what comes after it.
    private static func tag(_ text: Substring) -> (Tag, Substring)? {
        let isWeak = text.hasPrefix("W/")
        let opaque = isWeak ? text.dropFirst(2) : text
        let quote = UInt8(ascii: "\"")
        guard opaque.utf8.first == quote, let end = opaque.utf8.dropFirst().firstIndex(of: quote),
            // No blanks and no control characters (section 8.8.3).
            opaque.utf8[..<end].allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else {
            return nil
        }
        return (Tag(isWeak: isWeak, opaque: opaque[...end]), opaque[end...].dropFirst())
    }

    /// Elements may be empty (section 5.6.1), so commas may be many.
    private static func afterSeparators(_ text: Substring) -> Substring {
        text.drop { $0 == " " || $0 == "\t" || $0 == "," }
    }
}
