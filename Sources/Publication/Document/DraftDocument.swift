// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

/// A document before it is published: all of it but the time, as it is fixed when its version is submitted.
///
/// Publication adds `published_at` and nothing else, so what was judged and what is published differ in that
/// one member.
///
/// Rule R4: one thing is judged, the whole of what would be published: screened, shown, objected to, carried
/// over and certified is this, with the files.
package struct DraftDocument: Hashable, Sendable {
    /// The document as it would be at a time that stands for the one to come.
    package let content: Document

    private static let added = "published_at"
    /// As long as a time can be: a document that fits with it fits with every other.
    private static let placeholder = Instant(rawValue: 1)

    /// The draft of a document, whose own time does not count.
    package init(_ document: Document) {
        var content = document
        content.publishedAt = Self.placeholder
        self.content = content
    }

    /// The document as it is published at that time.
    package func published(at instant: Instant) -> Document {
        var document = content
        document.publishedAt = instant
        return document
    }

    /// All members but the time.
    private var members: [String: JSON] {
        var members = content.json.object ?? [:]
        members[Self.added] = nil
        return members
    }

    /// The canonical bytes.
    ///
    /// - Throws: what every reader of the published document would refuse.
    package func canonical() throws(FormatError) -> [UInt8] {
        _ = try content.canonical()
        return JSON.object(members).canonical
    }

    /// Reads the canonical bytes and refuses every other spelling.
    package init(parsing bytes: [UInt8]) throws(FormatError) {
        let json = try parseCanonical(bytes, byteLimit: Document.byteLimit, limits: Document.limits)
        guard case .object(var members) = json, members[Self.added] == nil else { throw .notCanonical }
        members[Self.added] = .string(Self.placeholder.description)
        content = try Document(parsing: JSON.object(members).canonical)
    }

    /// The names of the members in which another draft is not what this one is, in their order.
    package func differences(from other: DraftDocument) -> [String] {
        let (mine, others) = (members, other.members)
        return Set(mine.keys).union(others.keys).sorted()
            .filter { mine[$0]?.canonical != others[$0]?.canonical }
    }
}
