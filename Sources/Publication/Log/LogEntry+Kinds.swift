// SPDX-License-Identifier: Apache-2.0
import Domain
import JSON

extension LogEntry {
    /// What the log says of a file that was signed: a certificate or a revocation.
    struct SignedFile: Hashable, Sendable {
        let digest: Digest
        let at: Instant
    }

    /// Where a log goes on under another name, after entries were lost that it had signed.
    package struct Resumption: Hashable, Sendable {
        /// The log's name from this entry on.
        package let origin: String
        /// The newest state that was signed under the name before.
        package let previous: Checkpoint
        package let at: Instant

        package init(origin: String, previous: Checkpoint, at: Instant) {
            self.origin = origin
            self.previous = previous
            self.at = at
        }

        /// The entry.
        package var body: String {
            let json: JSON = [
                "at": .text(at), "kind": .string(Self.kind), "origin": .string(origin),
                "previous": [
                    "origin": .string(previous.origin), "size": .string(String(previous.size)),
                    "root": Digest(bytes: previous.root).map(JSON.text) ?? .null,
                ],
                "schema": .string(Schema.logEntry2),
            ]
            return String(decoding: json.canonical, as: UTF8.self)
        }

        fileprivate static let kind = "resumption"
    }

    /// The file whose digest an entry has; `nil` for an entry of another kind.
    static func signedFile(_ entry: [UInt8]) -> SignedFile? {
        guard let json = try? JSON(parsing: entry, limits: .standard),
            let digest = json["digest"]?.string.flatMap({ Digest($0) }),
            let at = json["at"]?.string.flatMap({ Instant($0) })
        else { return nil }
        return SignedFile(digest: digest, at: at)
    }

    /// What an entry says that opens a log anew; `nil` for an entry of another kind.
    package static func resumption(_ entry: [UInt8]) -> Resumption? {
        guard let json = try? JSON(parsing: entry, limits: .standard),
            json["kind"]?.string == Resumption.kind, json["schema"]?.string == Schema.logEntry2,
            let at = json["at"]?.string.flatMap({ Instant($0) }), let origin = json["origin"]?.string,
            let before = json["previous"], let old = before["origin"]?.string,
            let size = before["size"]?.string.flatMap({ Int64($0) }),
            let root = before["root"]?.string.flatMap({ Digest($0) })
        else { return nil }
        return Resumption(
            origin: origin,
            previous: Checkpoint(origin: old, size: size, root: root.bytes),
            at: at
        )
    }
}
