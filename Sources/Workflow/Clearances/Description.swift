// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON
import Postgres
import Publication
import Store

/// What authors say in a version beside the bytes of its files: every text of the document that would be
/// published, whatever members that has.
package struct Description: Sendable {
    /// One text of the document.
    package struct Member: Hashable, Sendable {
        /// Where it stands, as a JSON pointer of the document.
        package let pointer: String
        /// As the authors wrote it; a provider counts the bytes of its UTF-8.
        package let text: String
    }

    /// In the document's own order.
    package let members: [Member]

    /// What the document says of itself, and its authors do not.
    private static let ofPlatform: Set<String> = [
        "pid", "version", "concept", "problem", "releases", "published_at", "previous",
    ]

    /// Takes the document.
    package init(_ document: Document) {
        members = document.members.flatMap { name, value in
            Self.ofPlatform.contains(name) ? [] : Self.texts(in: value ?? .null, at: "/\(name)")
        }
    }

    /// Takes a version with its parts, as they were read.
    package init(
        _ version: VersionRecord,
        _ contributions: [ContributionRecord],
        _ files: [FindingFileRecord]
    ) {
        self.init(Document(of: version, contributions, files))
    }

    /// Reads a version's description; `nil` when the actor may not see the version.
    package init?(of id: ID<FindingVersion>, _ db: Connection) throws(PostgresError) {
        guard let version = try VersionStore(db).version(id) else { return nil }
        self.init(
            version,
            try ContributionStore(db).contributions(to: id),
            try FindingFileStore(db).files(of: id)
        )
    }

    /// The text at a JSON pointer; `nil` where none is.
    package subscript(pointer: String) -> String? {
        members.first { $0.pointer.utf8.elementsEqual(pointer.utf8) }?.text
    }

    private static func texts(in value: JSON, at pointer: String) -> [Member] {
        switch value {
        case .string(let text): [Member(pointer: pointer, text: text)]
        case .array(let elements):
            elements.enumerated().flatMap { texts(in: $1, at: "\(pointer)/\($0)") }
        case .object(let members):
            // A digest is what the platform counts.
            members.filter { $0.key != "digest" }.sorted { $0.key < $1.key }
                .flatMap { texts(in: $1, at: "\(pointer)/\($0)") }
        case .null, .bool, .integer, .number: []
        }
    }
}
